import type { Node } from 'jsonc-parser';

/** A place in a text file; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Answers where a JSON path stands in the text, or where its nearest existing parent does. */
export type Locate = (path: readonly string[]) => Position;

/**
 * Parses JSON a second time, with positions. Only for the case of an error: the parser is loaded
 * here and not before.
 */
export async function createLocator(text: string): Promise<Locate> {
  const { parseTree } = await import('jsonc-parser');
  const root = parseTree(text);
  return (path) => positionAt(text, root === undefined ? 0 : offsetOf(root, path));
}

/** The first syntax error of a JSON text, with its place; undefined when there is none. */
export async function findSyntaxError(
  text: string,
): Promise<{ problem: string; position: Position } | undefined> {
  const { parseTree } = await import('jsonc-parser');
  const errors: { error: number; offset: number; length: number }[] = [];
  parseTree(text, errors, { disallowComments: true });
  const first = errors[0];
  if (first === undefined) return undefined;
  const { problemWords } = await import('../structured/problem-words.js');
  return { problem: problemWords(first.error), position: positionAt(text, first.offset) };
}

function offsetOf(root: Node, path: readonly string[]): number {
  let node = root;
  let offset = root.offset;
  for (const segment of path) {
    const next = child(node, segment);
    if (next === undefined) break;
    offset = next.keyOffset;
    node = next.value;
  }
  return offset;
}

function child(node: Node, segment: string): { keyOffset: number; value: Node } | undefined {
  if (node.type === 'array') {
    const value = node.children?.[Number(segment)];
    return value === undefined ? undefined : { keyOffset: value.offset, value };
  }
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key?.value === segment && value !== undefined) return { keyOffset: key.offset, value };
  }
  return undefined;
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}
