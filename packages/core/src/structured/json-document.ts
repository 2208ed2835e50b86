import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { problemWords } from './problem-words.js';
import { createNodeCounter, type DocumentNode, type DocumentReading } from './document.js';

/** @throws RangeError for a text that is nested too deep or holds too much */
export function readJsonDocument(text: string): DocumentReading {
  const positionAt = createPositions(text);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined)
    return { problem: problemWords(first.error), ...positionAt(first.offset) };
  if (root === undefined) return { problem: 'value expected', line: 1, column: 1 };
  return { root: nodeOf(root, { positionAt, count: createNodeCounter() }) };
}

type PositionAt = (offset: number) => { line: number; column: number };

interface Reading {
  positionAt: PositionAt;
  count: () => void;
}

function nodeOf(node: Node, reading: Reading): DocumentNode {
  reading.count();
  const at = reading.positionAt(node.offset);
  if (node.type === 'array') {
    const items = (node.children ?? []).map(
      (child, i) => [String(i), nodeOf(child, reading)] as const,
    );
    return { ...at, kind: 'list', children: items };
  }
  if (node.type === 'object') {
    const properties = (node.children ?? []).flatMap(({ children: [key, held] = [] }) =>
      held === undefined ? [] : [[String(key?.value), nodeOf(held, reading)] as const],
    );
    return { ...at, kind: 'object', children: properties };
  }
  return { ...at, kind: 'value', value: node.value as DocumentNode['value'] & {}, children: [] };
}

/** Finds lines by halving: a large file has many places. */
function createPositions(text: string): PositionAt {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}
