import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import { NotParsed, type Branch } from './branch.js';

interface Source {
  document: Document;
  lines: LineCounter;
}

/** The first document of a YAML text; aliases are followed where asked for. @throws NotParsed */
export function yamlBranch(text: string): Branch | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const first = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    throw new NotParsed(line, col);
  }
  const { contents } = document;
  return contents === null ? undefined : branch(contents, { document, lines });
}

function branch(written: unknown, source: Source): Branch {
  const node = isAlias(written) ? written.resolve(source.document) : written;
  const value = isScalar(node) ? node.value : undefined;
  const start = (node as Node | null | undefined)?.range?.[0];
  return {
    ...((typeof value === 'string' || typeof value === 'number') && { value }),
    ...(typeof value === 'boolean' && { flag: value }),
    line: start === undefined ? null : source.lines.linePos(start).line,
    children: () => {
      if (isSeq(node))
        return node.items.map((item, index) => [String(index), branch(item, source)]);
      if (!isMap(node)) return [];
      return node.items.map(({ key, value: held }) => [
        isScalar(key) ? String(key.value) : '',
        branch(held, source),
      ]);
    },
  };
}
