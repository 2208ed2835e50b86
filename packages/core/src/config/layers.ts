import { isPlainObject } from '../data/json.js';
import type { ConfigPath } from './config-key.js';

/** Lays one configuration over another: objects key by key, lists and plain values whole. */
export function mergeConfig<T>(weak: T, strong: T): T {
  if (!isPlainObject(weak) || !isPlainObject(strong)) return strong;
  const merged: Record<string, unknown> = { ...weak };
  for (const [key, value] of Object.entries(strong)) {
    merged[key] = key in merged ? mergeConfig(merged[key], value) : value;
  }
  return merged as T;
}

/** A value that is no object with keys of its own: what one layer sets as a whole. */
export interface ConfigLeaf {
  path: string[];
  value: unknown;
}

/** Every leaf of a configuration, in its order. */
export function configLeaves(value: unknown, path: ConfigPath = []): ConfigLeaf[] {
  const entries = isPlainObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return path.length === 0 ? [] : [{ path: [...path], value }];
  return entries.flatMap(([name, child]) => configLeaves(child, [...path, name]));
}

/** What stands at a path; undefined where nothing does. */
export function configValueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
