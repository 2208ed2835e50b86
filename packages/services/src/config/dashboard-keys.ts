import { configKey, configValueAt, createLocator, type ConfigProblem } from '@aim/core';
import type { AimContext, AimOptions } from '../context.js';
import { configLayers, strongest, type FilePlace } from './layers.js';
import type { ParsedFile } from './references.js';

/** What the configuration says of the dashboard's keys. */
export interface DashboardKeys {
  /** By the id of an action. */
  keys: Readonly<Record<string, readonly string[]>>;
  /** Where each id stands. */
  places: Readonly<Record<string, FilePlace>>;
}

/** Says what is wrong with a map of keys; whoever has the table of actions knows. */
export type CheckKeys = (keys: DashboardKeys['keys']) => readonly { id: string; message: string }[];

const section = ['dashboard', 'keys'];

/**
 * The keys that the user gave to actions of the dashboard. What they mean is not checked here.
 *
 * @throws AimError as `loadConfig`
 */
export async function dashboardKeys(
  context: AimContext,
  options: AimOptions,
): Promise<DashboardKeys> {
  const layers = await configLayers(context, options);
  const keys: Record<string, readonly string[]> = {};
  const places: Record<string, FilePlace> = {};
  for (const { config } of layers) Object.assign(keys, keysIn(config));
  for (const id of Object.keys(keys)) {
    const origin = strongest(layers, [...section, id])?.originOf([...section, id]);
    if (origin !== undefined && 'place' in origin) places[id] = origin.place;
  }
  return { keys, places };
}

/** The same as problems of one file, each with its place. */
export async function keyProblems(
  { path: file, text, config }: ParsedFile,
  check: CheckKeys,
): Promise<ConfigProblem[]> {
  const wrong = check(keysIn(config));
  if (wrong.length === 0) return [];
  const locate = await createLocator(text);
  return wrong.map(({ id, message }) => {
    const path = [...section, id];
    return { file, ...locate(path), path: configKey(path), message };
  });
}

function keysIn(config: ParsedFile['config']): Record<string, readonly string[]> {
  const keys = configValueAt(config, section) ?? {};
  return Object.fromEntries(
    Object.entries(keys).map(([id, value]) => [id, Array.isArray(value) ? value : [value]]),
  );
}
