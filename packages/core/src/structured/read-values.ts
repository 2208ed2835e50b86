import { AimError } from '../errors/aim-error.js';
import { NotParsed, type Branch } from './branch.js';

export type StructuredFormat = 'json' | 'jsonc' | 'yaml' | 'toml';

/** A text or number in a configuration file. */
export interface StructuredValue {
  /** Names, and numbers of list entries, from the top. */
  path: string[];
  value: string;
  /** From 1; null where the format's reader does not tell. */
  line: number | null;
  /** Texts that stand beside it under `name`, `type`, `provider` or `id`, at every level. */
  labels: string[];
}

/** A configuration file that was read. */
export interface StructuredDocument {
  /**
   * The texts, numbers and switches (`true`, `false`) at a path, as `readValues` takes it; as a list
   * of names where a name has a dot of its own.
   */
  values: (at: string | readonly string[]) => StructuredValue[];
}

/**
 * The values at a path such as `providers.*.api_key`, where `*` is any one name or list entry.
 * A list at the end of the path stands for its entries. Evaluates nothing.
 *
 * @throws AimError `file.corrupt` for a text that does not parse; holds none of the text
 */
export async function readValues(
  text: string,
  format: StructuredFormat,
  at: string,
): Promise<StructuredValue[]> {
  const root = await rootOf(text, format);
  return root === undefined ? [] : walk(root, at.split('.'), start);
}

/**
 * Reads a configuration file that several values are wanted of. Evaluates nothing.
 *
 * @throws AimError `file.corrupt` for a text that does not parse: `details` tell `line` and `column`
 */
export async function parseStructured(
  text: string,
  format: StructuredFormat,
): Promise<StructuredDocument> {
  const root = await rootOf(text, format);
  return {
    values: (at) => {
      const names = typeof at === 'string' ? at.split('.') : at;
      return root === undefined ? [] : walk(root, names, { ...start, hasFlags: true });
    },
  };
}

async function rootOf(text: string, format: StructuredFormat): Promise<Branch | undefined> {
  if (text.trim() === '') return undefined;
  try {
    return await parse(text.replace(/^\uFEFF/, ''), format);
  } catch (error) {
    const where = error instanceof NotParsed ? { line: error.line, column: error.column } : {};
    throw new AimError('file.corrupt', `it is not ${format.toUpperCase()}`, { details: where });
  }
}

async function parse(text: string, format: StructuredFormat): Promise<Branch | undefined> {
  if (format === 'yaml') return (await import('./yaml-branch.js')).yamlBranch(text);
  if (format === 'toml') return (await import('./toml-branch.js')).tomlBranch(text);
  return (await import('./json-branch.js')).jsonBranch(text);
}

interface Way {
  path: string[];
  labels: string[];
  hasFlags: boolean;
}

const start: Way = { path: [], labels: [], hasFlags: false };

const labelNames = new Set(['name', 'type', 'provider', 'id']);

function walk(branch: Branch, rest: readonly string[], way: Way): StructuredValue[] {
  const children = branch.children();
  const [name, ...deeper] = rest;
  if (name === undefined) {
    const { path, labels, hasFlags } = way;
    const held = branch.value ?? (hasFlags ? branch.flag : undefined);
    if (held !== undefined) return [{ path, labels, value: String(held), line: branch.line }];
    // Of an object at the end nothing is a value; the entries of a list are.
    return children.flatMap(([key, child]) =>
      /^\d+$/.test(key) && child.value !== undefined
        ? walk(child, [], { ...way, path: [...way.path, key] })
        : [],
    );
  }
  const labels = children.flatMap(([key, { value }]) =>
    labelNames.has(key) && typeof value === 'string' ? value : [],
  );
  return children
    .filter(([key]) => name === '*' || key === name)
    .flatMap(([key, child]) =>
      walk(child, deeper, {
        ...way,
        path: [...way.path, key],
        labels: [...way.labels, ...labels],
      }),
    );
}
