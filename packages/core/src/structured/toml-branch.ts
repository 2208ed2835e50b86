import { parse, TomlError } from 'smol-toml';
import { NotParsed, type Branch } from './branch.js';

/** TOML. Its reader tells no lines: a value has one where its key is found in the text. @throws NotParsed */
export function tomlBranch(text: string): Branch {
  const lines = keyLines(text);
  return branch(parsed(text), { path: [], lines });
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new NotParsed(error.line, error.column);
  }
}

interface Where {
  path: readonly string[];
  lines: ReadonlyMap<string, number>;
}

function branch(held: unknown, { path, lines }: Where): Branch {
  return {
    ...((typeof held === 'string' || typeof held === 'number') && { value: held }),
    ...(typeof held === 'boolean' && { flag: held }),
    line: lines.get(JSON.stringify(path)) ?? null,
    children: () =>
      typeof held === 'object' && held !== null && !(held instanceof Date)
        ? Object.entries(held).map(([name, child]) => [
            name,
            branch(child, { path: [...path, name], lines }),
          ])
        : [],
  };
}

/**
 * The lines on which keys of plain tables stand, by their path. A text of several lines may hold
 * what looks like a key: a path that is there twice has no line.
 */
function keyLines(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  let table: string[] | undefined = [];
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) table = names(header);
    else if (/^\s*\[\[/.test(line)) table = undefined;
    const key = names(/^\s*([^=#]+?)\s*=/.exec(line)?.[1] ?? '');
    if (table === undefined || key === undefined) continue;
    const path = JSON.stringify([...table, ...key]);
    if (found.has(path)) twice.add(path);
    found.set(path, index + 1);
  }
  for (const path of twice) found.delete(path);
  return found;
}

/** The parts of a dotted key; undefined for a text that is none. */
function names(text: string): string[] | undefined {
  const part = /\s*(?:([A-Za-z0-9_-]+)|"([^"\\]*)"|'([^']*)')\s*(?:\.|$)/y;
  const parts: string[] = [];
  for (part.lastIndex = 0; part.lastIndex < text.length;) {
    const match = part.exec(text);
    if (match === null) return undefined;
    parts.push((match[1] ?? match[2] ?? match[3]) as string);
  }
  return parts.length === 0 ? undefined : parts;
}
