import { AimError } from '../errors/aim-error.js';
import type { Branch } from './branch.js';

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
  if (text.trim() === '') return [];
  let root: Branch | undefined;
  try {
    root = await parse(text, format);
  } catch {
    throw new AimError('file.corrupt', `it is not ${format.toUpperCase()}`);
  }
  return root === undefined ? [] : walk(root, at.split('.'), { path: [], labels: [] });
}

async function parse(text: string, format: StructuredFormat): Promise<Branch | undefined> {
  if (format === 'yaml') return (await import('./yaml-branch.js')).yamlBranch(text);
  if (format === 'toml') return (await import('./toml-branch.js')).tomlBranch(text);
  return (await import('./json-branch.js')).jsonBranch(text);
}

interface Way {
  path: string[];
  labels: string[];
}

const labelNames = new Set(['name', 'type', 'provider', 'id']);

function walk(branch: Branch, rest: readonly string[], way: Way): StructuredValue[] {
  const children = branch.children();
  const [name, ...deeper] = rest;
  if (name === undefined) {
    if (branch.value !== undefined) {
      return [{ ...way, value: String(branch.value), line: branch.line }];
    }
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
      walk(child, deeper, { path: [...way.path, key], labels: [...way.labels, ...labels] }),
    );
}
