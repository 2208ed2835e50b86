/** One place in a file of settings, with where its value stands; both count from 1. */
export interface DocumentNode {
  line: number;
  column: number;
  kind: 'value' | 'list' | 'object';
  /** Of a value: a text, a number, a boolean or null. */
  value?: string | number | boolean | null;
  /** Of a list by number, of an object by name. A name that stands twice is there twice. */
  children: readonly (readonly [string, DocumentNode])[];
}

/** A file of settings, or why it is none and where that shows first. */
export type DocumentReading =
  { root: DocumentNode } | { problem: string; line: number; column: number };

/** Places of one file that are read; a YAML file of a few bytes can stand for billions. */
const maxDocumentNodes = 20_000;

/**
 * Reads JSON (comments and final commas are allowed) or YAML with all its places. Evaluates
 * nothing; of a name that stands twice every value is answered, in the order of the text.
 */
export async function readDocument(
  text: string,
  format: 'json' | 'yaml',
): Promise<DocumentReading> {
  if (text.trim() === '') return { problem: 'the file is empty', line: 1, column: 1 };
  try {
    return format === 'yaml'
      ? (await import('./yaml-document.js')).readYamlDocument(text)
      : (await import('./json-document.js')).readJsonDocument(text);
  } catch (error) {
    // Thousands of brackets in each other: the readers call themselves for each.
    if (!(error instanceof RangeError)) throw error;
    return { problem: 'it is nested too deep, or holds too much', line: 1, column: 1 };
  }
}

/** The plain data of a place; of a name that stands twice the last counts, as in most readers. */
export function dataOf(node: DocumentNode): unknown {
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.children.map(([, child]) => dataOf(child));
  return Object.fromEntries(node.children.map(([key, child]) => [key, dataOf(child)]));
}

/** Counts places, and throws a RangeError where there are too many. */
export function createNodeCounter(): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > maxDocumentNodes) throw new RangeError('too many places');
  };
}
