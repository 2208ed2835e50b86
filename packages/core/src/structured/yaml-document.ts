import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  visit,
  type Node,
} from 'yaml';
import { createNodeCounter, type DocumentNode, type DocumentReading } from './document.js';

/** The first document of a YAML text. @throws RangeError when it is nested too deep or too large */
export function readYamlDocument(text: string): DocumentReading {
  const lines = new LineCounter();
  const options = { lineCounter: lines, logLevel: 'silent', uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  const [first] = document.errors;
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    // The rest of the message repeats the line.
    const problem = (first.message.split(/ at line \d/)[0] as string).split('\n')[0] as string;
    return { problem, line, column: col };
  }
  if (document.contents === null) return { problem: 'the file is empty', line: 1, column: 1 };
  const dangling = unresolvedAlias(document);
  if (dangling !== undefined) {
    const { line, column } = placeOf(dangling, lines) as Place;
    return { problem: 'there is no anchor for this alias', line, column };
  }
  const start = { line: 1, column: 1 };
  return {
    root: nodeOf(document.contents, { document, lines, count: createNodeCounter() }, start),
  };
}

function unresolvedAlias(document: Document): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

interface Reading {
  document: Document;
  lines: LineCounter;
  count: () => void;
}

type Place = Pick<DocumentNode, 'line' | 'column'>;

/** @param outer - where what holds it stands, for a place that has no text of its own */
function nodeOf(written: unknown, reading: Reading, outer: Place): DocumentNode {
  reading.count();
  const node = isAlias(written) ? written.resolve(reading.document) : written;
  const at = placeOf(written as Node | null, reading.lines) ?? outer;
  if (isSeq(node)) {
    const items = node.items.map((item, i) => [String(i), nodeOf(item, reading, at)] as const);
    return { ...at, kind: 'list', children: items };
  }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const keyPlace = placeOf(key as Node | null, reading.lines) ?? at;
      const name = isScalar(key) ? String(key.value) : String(key);
      return [name, nodeOf(value, reading, keyPlace)] as const;
    });
    return { ...at, kind: 'object', children: entries };
  }
  return {
    ...at,
    kind: 'value',
    value: plainValue(isScalar(node) ? node.value : null),
    children: [],
  };
}

function placeOf(node: Node | null | undefined, lines: LineCounter): Place | undefined {
  const start = node?.range?.[0];
  if (start === undefined) return undefined;
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}

function plainValue(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  return String(value);
}
