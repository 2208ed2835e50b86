import {
  AimError,
  configInvalid,
  configKey,
  createLocator,
  didYouMean,
  readTextFile,
  type ConfigSource,
} from '@aim/core';
import {
  lockFileName,
  readLock,
  wishesOf,
  wrongRanges,
  type AimLock,
  type ToolWish,
} from '@aim/environment';
import { dirname, join } from 'node:path';
import type { AimContext } from '../context.js';

/** A configuration file, what it asks for, and the lock beside it. */
export interface LockScope {
  source: ConfigSource;
  wishes: ToolWish[];
  lockFile: string;
}

/**
 * The files of the configuration that ask for tools, weakest first. What waits for trust asks for
 * nothing.
 *
 * @throws AimError `config.invalid` for a pin that is neither a version nor a range, by its place
 */
export async function lockScopes(context: AimContext): Promise<LockScope[]> {
  const scopes = await configScopes(context);
  const tools = [...(await context.registry()).tools.values()];
  await assertRanges(
    scopes.map(({ source }) => source),
    tools,
  );
  return scopes;
}

/** The same, whatever their pins are. */
export async function configScopes(context: AimContext): Promise<LockScope[]> {
  const { sources } = await context.config();
  const registry = await context.registry();
  const tools = [...registry.tools.values()];
  const files = sources.filter(({ manifest }) => manifest !== true);
  return files.map((source) => ({
    source,
    wishes: wishesOf(source.config, tools),
    lockFile: join(dirname(source.path), lockFileName),
  }));
}

async function assertRanges(
  files: readonly ConfigSource[],
  tools: Parameters<typeof wrongRanges>[1],
): Promise<void> {
  const problems = [];
  for (const { path: file, config } of files) {
    const wrong = wrongRanges(config, tools);
    if (wrong.length === 0) continue;
    const locate = await createLocator(readTextFile(file) ?? '');
    for (const { path, message } of wrong) {
      problems.push({ file, ...locate(path), path: configKey(path), message });
    }
  }
  if (problems.length > 0) throw configInvalid(problems);
}

/**
 * The file that `aim lock` locks: the strongest one.
 *
 * @throws AimError `config.not_found` where there is no configuration, `config.untrusted` where a
 *   part of it that may ask for tools has no effect yet
 */
export function lockedScope(scopes: readonly LockScope[]): LockScope {
  const scope = scopes.at(-1);
  if (scope === undefined) {
    throw new AimError('config.not_found', 'There is no configuration to lock', {
      hint: 'aim config init, or name one: aim lock --config FILE',
    });
  }
  const waiting = scope.source.withheld.filter(({ path }) =>
    /^(?:registry\.tools\.|environment\.(?:npmGlobal|pipxApps|extras)$)/.test(path),
  );
  if (waiting.length === 0) return scope;
  const { path } = scope.source;
  throw new AimError('config.untrusted', `${path} asks for tools that wait for trust`, {
    hint: `aim trust ${dirname(path)}`,
    details: { file: path, withheld: waiting },
  });
}

/** A tool as it is asked for, with the file that does and what that has locked. */
export interface AskedTool {
  wish: ToolWish;
  scope: LockScope;
  lock: AimLock | undefined;
}

/**
 * Every tool that is asked for, in order of their names; of two files the stronger one counts.
 *
 * @throws AimError `lockfile.invalid`
 */
export async function askedTools(scopes: readonly LockScope[]): Promise<AskedTool[]> {
  const asked = new Map<string, AskedTool>();
  for (const scope of scopes) {
    const lock = await readLock(scope.lockFile);
    for (const wish of scope.wishes) asked.set(wish.tool, { wish, scope, lock });
  }
  return [...asked.values()].sort((a, b) => (a.wish.tool < b.wish.tool ? -1 : 1));
}

/**
 * The wishes that are named, by the id of the tool or its package; all where none is named.
 *
 * @throws AimError `usage.unknown_tool`
 */
export function named<T extends { wish: ToolWish }>(
  all: readonly T[],
  names: readonly string[],
): T[] {
  if (names.length === 0) return [...all];
  return names.map((name) => {
    const found = all.find(({ wish }) => wish.tool === name || wish.named?.name === name);
    if (found !== undefined) return found;
    const ids = all.map(({ wish }) => wish.tool);
    const near = didYouMean(name, ids);
    throw new AimError(
      'usage.unknown_tool',
      `The configuration does not ask for ${name}${near === undefined ? '' : `; ${near}`}`,
      {
        hint: `Ask for it: aim version pin ${name}`,
        details: { tool: name, known: ids },
      },
    );
  });
}

/** This machine, as a lock names it. */
export function lockPlatform({ platform }: AimContext['host']): string {
  return `${platform}-${process.arch}`;
}
