import {
  configKey,
  isAimError,
  parseConfig,
  parseConfigKey,
  type AimConfig,
  type ConfigProblem,
} from '@aim/core';
import { isDeepStrictEqual } from 'node:util';
import { itemsOf, type Item } from './items.js';
import { merge, type Target } from './merge.js';
import type { ConfigPlan, MigrationSource, Preference, SourceKind } from './types.js';

export interface PlanConfigOptions {
  platform: NodeJS.Platform;
  /** Whose tools and routes count where two files differ; `rules` unless told. */
  prefer?: Preference;
  /** Ids of tools that a route may name beside those of the plan; any, unless told. */
  knownTools?: ReadonlySet<string>;
}

/**
 * Finds a place for every field of the old files, and makes one configuration of them that the
 * schema accepts: what it refuses is left out, and its field says why. Touches no file.
 */
export async function planConfig(
  sources: readonly MigrationSource[],
  target: Target,
  { platform, prefer = 'rules', knownTools }: PlanConfigOptions,
): Promise<ConfigPlan> {
  const strength = strongestFirst[prefer];
  const all = sources.map((source) => ({ source, ...itemsOf(source, platform) }));
  const ordered = [...all].sort(
    (a, b) => strength.indexOf(a.source.kind) - strength.indexOf(b.source.kind),
  );
  let items = ordered.flatMap((each) => each.items);
  for (;;) {
    const { config, conflicts, places } = merge(target, items);
    const named = inOrder(config);
    const wrong = await problemsOf(named);
    const problems = wrong.length > 0 ? wrong : unknownTools(named as AimConfig, knownTools);
    const refused = refusedItems(problems, places);
    if (refused.size === 0) {
      const fields = all.flatMap((each) => each.fields);
      const changed = !isDeepStrictEqual(config, target.config ?? {});
      return { fields, conflicts, config: changed ? named : config, changed };
    }
    items = items.filter((item) => !refused.has(item));
  }
}

/**
 * The bridge of AIM+ ran by its own files, and never read `aim_config.json`: what ran counts. Of
 * the rest, the newer system counts.
 */
const strongestFirst: Record<Preference, SourceKind[]> = {
  rules: ['registry', 'rules', 'bridge', 'config', 'toolstack'],
  config: ['config', 'registry', 'rules', 'bridge', 'toolstack'],
};

const topOrder = ['$schema', 'version', 'registry', 'environment', 'audit', 'secrets', 'run'];

/** The keys of the top in the order of the documents; a file without a version gets one. */
function inOrder(config: Record<string, unknown>): Record<string, unknown> {
  const known = topOrder.filter((key) => key in config || key === 'version');
  const rest = Object.keys(config).filter((key) => !topOrder.includes(key));
  return Object.fromEntries(
    [...known, ...rest].map((key) => [key, key in config ? config[key] : '1.0.0']),
  );
}

type Problem = Pick<ConfigProblem, 'path' | 'message'>;

/** A route whose first tool nobody knows is none; of the others, the tool is left out alone. */
function unknownTools(config: AimConfig, known: ReadonlySet<string> | undefined): Problem[] {
  const { tools = {}, capabilities = {} } = config.registry ?? {};
  const problems: Problem[] = [];
  const look = (id: unknown, path: string) => {
    if (known === undefined || typeof id !== 'string') return;
    if (known.has(id) || Object.hasOwn(tools, id)) return;
    problems.push({ path, message: `no tool ${id} is known` });
  };
  for (const [name, { primaryTool, fallbacks }] of Object.entries(capabilities)) {
    const at = ['registry', 'capabilities', name];
    look(primaryTool, configKey(at));
    if (!Array.isArray(fallbacks)) continue;
    for (const [i, id] of fallbacks.entries()) look(id, configKey([...at, 'fallbacks', String(i)]));
  }
  return problems;
}

async function problemsOf(config: Record<string, unknown>): Promise<ConfigProblem[]> {
  try {
    await parseConfig('aim_config.json', JSON.stringify(config));
    return [];
  } catch (error) {
    const problems = isAimError(error) ? error.details?.['problems'] : undefined;
    if (problems === undefined) throw error;
    return problems as ConfigProblem[];
  }
}

/** What the schema complains of, each told why; at least one, or the schema and this disagree. */
function refusedItems(
  problems: readonly Problem[],
  places: ReadonlyMap<Item, string[]>,
): Set<Item> {
  const refused = new Set<Item>();
  for (const { path, message } of problems) {
    const wrong = path === '' ? [] : parseConfigKey(path);
    for (const [item, place] of places) {
      if (!isMeant(item, place, wrong)) continue;
      refused.add(item);
      for (const field of item.fields) {
        Object.assign(field, { outcome: 'dropped', to: null, note: refusalWords(message) });
      }
    }
  }
  if (problems.some(({ message }) => !message.startsWith('no tool ')) && refused.size === 0) {
    throw new Error(`No field explains: ${problems.map(({ message }) => message).join('; ')}`);
  }
  return refused;
}

/** What lies below a place is the value's own fault only where the value is an entry of a list. */
function isMeant({ position }: Item, place: readonly string[], wrong: readonly string[]): boolean {
  return startsWith(place, wrong) || (position !== null && startsWith(wrong, place));
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}

function refusalWords(message: string): string {
  return message.startsWith('unknown key')
    ? `AIM has no key of this name${message.slice('unknown key'.length)}`
    : `AIM does not take it: ${message}`;
}
