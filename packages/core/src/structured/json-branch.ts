import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { NotParsed, type Branch } from './branch.js';

/** JSON with or without comments and final commas. @throws NotParsed for any other text */
export function jsonBranch(text: string): Branch | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const before = text.slice(0, first.offset).split('\n');
    throw new NotParsed(before.length, (before.at(-1) ?? '').length + 1);
  }
  return root === undefined ? undefined : branch(root, text);
}

function branch(node: Node, text: string): Branch {
  const value: unknown = node.value;
  return {
    ...((typeof value === 'string' || typeof value === 'number') && { value }),
    ...(typeof value === 'boolean' && { flag: value }),
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
