import type { Node } from 'jsonc-parser';
import { configKey, type ConfigPath } from './config-key.js';
import type { ConfigProblem } from './config-problem.js';
import { positionAt } from './locate.js';

/**
 * Keys that stand twice in one object of a JSON text that parses. JSON lets the last one win in
 * silence; an editor changes the first. Looked for by whoever checks or edits a file, not at each
 * load.
 */
export async function findDuplicateKeys(file: string, text: string): Promise<ConfigProblem[]> {
  const { parseTree } = await import('jsonc-parser');
  const root = parseTree(text);
  if (root === undefined) return [];
  return duplicatesIn(root, []).map(({ path, offset }) => ({
    file,
    ...positionAt(text, offset),
    path: configKey(path),
    message: 'expected each key once, found it a second time',
  }));
}

function duplicatesIn(node: Node, path: ConfigPath): { path: ConfigPath; offset: number }[] {
  const children = node.children ?? [];
  if (node.type === 'array') {
    return children.flatMap((child, index) => duplicatesIn(child, [...path, String(index)]));
  }
  const seen = new Set<unknown>();
  return children.flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    const at = [...path, String(key.value)];
    const again = seen.has(key.value) ? [{ path: at, offset: key.offset }] : [];
    seen.add(key.value);
    return [...again, ...duplicatesIn(value, at)];
  });
}
