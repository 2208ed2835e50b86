import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Branch } from './branch.js';

/** JSON with or without comments and final commas. @throws Error for any other text */
export function jsonBranch(text: string): Branch | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new Error('not JSON');
  return root === undefined ? undefined : branch(root, text);
}

function branch(node: Node, text: string): Branch {
  const value: unknown = node.value;
  return {
    ...((typeof value === 'string' || typeof value === 'number') && { value }),
    // Counted for what is asked for only: a large file has many places.
    get line() {
      return text.slice(0, node.offset).split('\n').length;
    },
    children: () =>
      (node.children ?? []).flatMap((child, index): [string, Branch][] => {
        if (node.type === 'array') return [[String(index), branch(child, text)]];
        const [key, held] = child.children ?? [];
        return held === undefined ? [] : [[String(key?.value), branch(held, text)]];
      }),
  };
}
