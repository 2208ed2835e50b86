import { isPlainObject } from '@aim/core';
import { isDeepStrictEqual } from 'node:util';
import type { Item } from './items.js';
import type { ConflictSide, MigrationConflict } from './types.js';

type Data = Record<string, unknown>;

/** The configuration that is there already, and where. */
export interface Target {
  file: string;
  /** Undefined when there is none. */
  config: Data | undefined;
}

export interface Merged {
  config: Data;
  conflicts: MigrationConflict[];
  /** Where each entry of a list went: a path into `config`. */
  places: Map<Item, string[]>;
}

/**
 * Lays the values over each other, the strongest first, and tells each field what became of it.
 * The configuration that is there wins over all. Lists are joined; a chain of tools, a command and
 * a plain value are taken whole from the strongest. Pure but for the fields.
 */
export function merge(target: Target, items: readonly Item[]): Merged {
  const config = copyOf(target.config ?? {});
  // Whose word a value is: null is the target's.
  const owners = new Map<string, Item | null>();
  const places = new Map<Item, string[]>();
  const lost: { item: Item; winner: Item | null; group: string[] }[] = [];
  for (const item of items) {
    const group = groupOf(item);
    const key = JSON.stringify(group ?? item.to);
    if (!owners.has(key) && isSaid(target.config ?? {}, group ?? item.to)) owners.set(key, null);
    const owner = owners.get(key);
    const isOwn = group === undefined || owner === undefined || owner?.source === item.source;
    const result = put(config, item, { isOwn, isJoined: group === undefined });
    for (const field of item.fields) field.outcome = result.outcome;
    if (result.outcome === 'carried') {
      if (owner === undefined) owners.set(key, item);
      places.set(item, result.place);
    } else if (result.outcome === 'overruled') {
      lost.push({ item, winner: owner ?? null, group: group ?? item.to });
      const by = owner?.fields[0];
      const words = by === undefined ? target.file : `${by.file}:${by.line}`;
      for (const field of item.fields) field.note = `${words} says otherwise`;
    }
  }
  return { config, places, conflicts: conflictsOf(lost, { config, items, file: target.file }) };
}

const joined = [
  /^environment\.(pipxApps|npmGlobal)$/,
  /^environment\.healthChecks\.(requiredCommands|requiredPaths|ignore)$/,
  /^environment\.scanner\.(roots|cachePatterns)$/,
  /^audit\.events$/,
  /^registry\.limits\.(allowedFiles|forbiddenPaths)$/,
  /^registry\.tools\.[^.]+(\.[^.]+)*\.(detectCommands|configPaths|logPaths|capabilities)$/,
];

/** The part of the file that has to come from one source whole; undefined where entries are joined. */
function groupOf({ to, position }: Item): string[] | undefined {
  if (isRoute(to) && (to[3] === undefined || routeKeys.has(to[3]))) return to.slice(0, 3);
  return position !== null && joined.some((pattern) => pattern.test(to.join('.'))) ? undefined : to;
}

/** What of a capability makes its chain of tools; the rest is said by itself. */
const routeKeys = new Set(['primaryTool', 'fallbacks']);

function isRoute([first, second, name]: readonly string[]): boolean {
  return first === 'registry' && second === 'capabilities' && name !== undefined;
}

/** The value of a part of a file; of a capability, its chain. */
function partOf(config: Data, group: readonly string[]): unknown {
  const value = valueAt(config, group);
  if (!isRoute(group) || group.length > 3 || !isPlainObject(value)) return value;
  const chain = Object.entries(value).filter(([key]) => routeKeys.has(key));
  return chain.length === 0 ? undefined : Object.fromEntries(chain);
}

function isSaid(config: Data, group: readonly string[]): boolean {
  return partOf(config, group) !== undefined;
}

type Put = { outcome: 'carried'; place: string[] } | { outcome: 'same' | 'overruled' };

interface Word {
  /** False where another file has the word. */
  isOwn: boolean;
  isJoined: boolean;
}

function put(config: Data, item: Item, { isOwn, isJoined }: Word): Put {
  const { to, position, value } = item;
  const there = valueAt(config, to);
  if (position !== null) {
    const list = there ?? [];
    if (!Array.isArray(list)) return { outcome: 'overruled' };
    const isThere = isJoined
      ? list.some((entry) => isDeepStrictEqual(entry, value))
      : !isOwn && isDeepStrictEqual(list[position], value);
    if (isThere) return { outcome: 'same' };
    if (!isOwn || !setAt(config, to, list)) return { outcome: 'overruled' };
    return { outcome: 'carried', place: [...to, String(list.push(value) - 1)] };
  }
  if (isDeepStrictEqual(there, value) || (isEmpty(value) && sameKind(there, value))) {
    return { outcome: 'same' };
  }
  // A list is joined with others later, which the value of the item must not see.
  const isFree = there === undefined && isOwn && setAt(config, to, copyOf(value));
  return isFree ? { outcome: 'carried', place: to } : { outcome: 'overruled' };
}

function copyOf<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

/** A list or object that holds nothing adds nothing to one that holds something. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sameKind(a: unknown, b: unknown): boolean {
  return typeof a === 'object' && a !== null && Array.isArray(a) === Array.isArray(b);
}

function valueAt(config: Data, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    config,
  );
}

/** @returns false where a part of the path is no object */
function setAt(config: Data, path: readonly string[], value: unknown): boolean {
  let holder: Data = config;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(holder, key)) holder[key] = {};
    const next = holder[key];
    if (!isPlainObject(next)) return false;
    holder = next;
  }
  holder[path.at(-1) as string] = value;
  return true;
}

interface Lost {
  item: Item;
  winner: Item | null;
  group: string[];
}

interface Sides {
  config: Data;
  items: readonly Item[];
  file: string;
}

/** One for each part of the file, with what every file says of the whole part. */
function conflictsOf(lost: readonly Lost[], { config, items, file }: Sides): MigrationConflict[] {
  const conflicts = new Map<string, MigrationConflict>();
  const told = new Set<string>();
  for (const { item, winner, group } of lost) {
    const key = JSON.stringify(group);
    const once = JSON.stringify([key, item.source.file]);
    if (told.has(once)) continue;
    told.add(once);
    const value = partOf(config, group);
    const place = winner?.fields[0];
    const conflict = conflicts.get(key) ?? {
      to: group.join('.'),
      winner: { file: place?.file ?? file, line: place?.line ?? null, value },
      losers: [],
    };
    conflicts.set(key, conflict);
    conflict.losers.push(sideOf(item, group, items));
  }
  return [...conflicts.values()];
}

/** What the source of an item says of a whole part. */
function sideOf(
  { source, fields: [first] }: Item,
  group: string[],
  items: readonly Item[],
): ConflictSide {
  const alone: Data = {};
  for (const item of items) {
    const isPart = item.source === source && group.every((key, i) => item.to[i] === key);
    if (isPart) put(alone, item, { isOwn: true, isJoined: false });
  }
  return { file: source.file, line: first?.line ?? null, value: partOf(alone, group) };
}
