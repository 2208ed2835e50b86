import type { DocumentNode } from '@aim/core';
import { posix, win32 } from 'node:path';
import type { Conversion } from './field-rules.js';
import type { MigrationSource } from './types.js';

/** A value in AIM's own words, with what was changed of it; or why it has none. */
export type Converted = { value: unknown; note?: string } | { why: string };

export interface ConversionScope {
  source: Pick<MigrationSource, 'file' | 'tree'>;
  platform: NodeJS.Platform;
  /** What the first `*` of the rule met. */
  name: string;
  /** The field's own name. */
  field: string;
  /** What holds the list that the field stands in. */
  holder: DocumentNode | undefined;
}

/** Says a value as AIM says it. Pure. */
export function convert(
  as: Conversion | undefined,
  value: unknown,
  scope: ConversionScope,
): Converted {
  if (as !== undefined) return conversions[as](value, scope);
  return typeof value === 'string' && treeVariable.test(value) ? inTree(value, scope) : { value };
}

const conversions: Record<Conversion, (value: unknown, scope: ConversionScope) => Converted> = {
  key: () => ({ value: {}, note: 'as the name' }),
  text: (value) =>
    typeof value === 'number' ? { value: String(value), note: 'as text' } : { value },
  script: (value, scope) => (typeof value === 'string' ? script(value, scope) : { value }),
  logPath: (value, scope) => (typeof value === 'string' ? logPath(value, scope) : { value }),
  backend: (value) => {
    if (value === 'memory') return { why: 'AIM keeps no secrets in memory only' };
    const isKeychain = value === 'dpapi' || value === 'keyring';
    return isKeychain ? { value: 'keychain', note: `${value} is keychain here` } : { value };
  },
  reference: (value, { name }) => {
    const reference = { value: `aim://${name}` };
    return value === name ? reference : { ...reference, note: `the secret is named ${name} here` };
  },
  fallback: (value, { holder }) => {
    const isChain = holder?.children.every(
      ([key, { value: held }]) => key !== 'fallback_chain' || held !== false,
    );
    return isChain === false ? { why: 'fallback_chain is false there' } : { value };
  },
  ms: (value) =>
    typeof value === 'number' ? { value: Math.round(value * 1000), note: 'in ms' } : { value },
  strategy: (value) => {
    if (value === false) return { why: 'AIM asks in the order of the chain unless told' };
    return value === true ? { value: 'least-busy', note: 'as a strategy' } : { value };
  },
  required: (value, { field }) => {
    if (value === 'required') return { value: field, note: 'as its name' };
    return { why: 'what is not required needs no rule' };
  },
  forbidden: (value) => (typeof value === 'string' ? forbidden(value) : { value }),
};

/** What AIM+ named was meant wherever it lies, and with all that is in it. */
function forbidden(text: string): Converted {
  if (/[*?[\]{}!]/.test(text) || posix.isAbsolute(text) || win32.isAbsolute(text)) {
    return { value: text };
  }
  const name = text.replace(/^\.\//, '').replace(/\/+$/, '');
  return { value: `**/${name}/**`, note: 'as a glob' };
}

const treeVariable = /^(?:%AIM_REGISTRY_PATH%|\$\{AIM_REGISTRY_PATH\}|\$AIM_REGISTRY_PATH)[/\\]?/;

/** From the old tree: `AIM_REGISTRY_PATH` need not be set any more, and no folder counts but that. */
function script(text: string, scope: ConversionScope): Converted {
  const { source, platform } = scope;
  if (text === '') return { value: text };
  if (treeVariable.test(text)) return inTree(text, scope);
  const { dirname, isAbsolute } = pathsOf(platform);
  if (isAbsolute(text) || win32.isAbsolute(text) || /^[%$~]/.test(text)) return { value: text };
  return below(source.tree ?? dirname(source.file), text, platform);
}

function inTree(text: string, { source, platform }: ConversionScope): Converted {
  if (source.tree === null) return { value: text, note: 'it needs AIM_REGISTRY_PATH' };
  return below(source.tree, text.replace(treeVariable, ''), platform);
}

/** Of a path that was found, a `$` is no variable. */
function below(folder: string, rest: string, platform: NodeJS.Platform): Converted {
  const native = platform === 'win32' ? rest : rest.replaceAll('\\', '/');
  const path = pathsOf(platform).join(folder, native);
  return { value: path.replaceAll('$', '$$$$'), note: 'its path is written out' };
}

function logPath(text: string, { source, platform }: ConversionScope): Converted {
  const { isAbsolute, relative } = pathsOf(platform);
  const own = 'AIM keeps its own log; the records of the old one are imported';
  if (treeVariable.test(text)) return { why: own };
  if (/^[%$~]/.test(text)) return { value: text };
  if (!isAbsolute(text)) return { why: own };
  if (source.tree !== null && !relative(source.tree, text).startsWith('..')) return { why: own };
  return { value: text };
}

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
