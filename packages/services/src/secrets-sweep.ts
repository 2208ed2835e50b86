import {
  createLeakFinder,
  isMissing,
  loadProviderDetails,
  messageOf,
  type Host,
  type NamedValue,
} from '@aim/core';
import { keyPatterns } from '@aim/secrets/sweep';
import * as fs from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { AimContext } from './context.js';
import { filesOf } from './leaks/written-files.js';
import { record } from './record.js';
import { gitStates } from './sweep/git-state.js';
import { userPlaces } from './sweep/places.js';
import { searchForKeys } from './sweep/search.js';
import { treeFiles, type SweepFile } from './sweep/tree-files.js';
import type { Sweep, SweepHit } from './sweep/types.js';

export interface SweepRequest {
  /** Files and folders; the places of the user and the present folder unless told. */
  paths?: readonly string[];
}

/**
 * Finds keys that lie in plaintext, by their shape, their name, or because the vault has the same
 * value. Changes nothing; reading the values does not count as a use. When the vault cannot be
 * read, that is told, and the shapes are still looked for.
 */
export async function sweepSecrets(
  context: AimContext,
  { paths = [] }: SweepRequest = {},
): Promise<Sweep> {
  const { host } = context;
  const { values, complete } = await vaultValues(context);
  const wanted = {
    platform: host.platform,
    patterns: keyPatterns(await loadProviderDetails()),
    leaks: createLeakFinder(values),
  };
  const { files, unreadable } = await filesToSearch(host, paths);
  const found: SweepHit[] = [];
  for (const file of files) {
    try {
      found.push(...(await searchForKeys(file, wanted)));
    } catch (error) {
      if (!isMissing(error)) unreadable.push({ file: file.file, message: messageOf(error) });
    }
  }
  const states = await gitStates([...new Set(found.map(({ file }) => file))], host);
  const findings = found.map((hit) => ({ ...hit, git: states.get(hit.file) ?? hit.git }));
  const summary = {
    searched: files.length,
    files: states.size,
    hits: findings.length,
    knownValues: complete,
  };
  const sweep = { findings, summary, unreadable };
  await recordSweep(context, sweep);
  return sweep;
}

async function vaultValues(
  context: AimContext,
): Promise<{ values: NamedValue[]; complete: boolean }> {
  const values: NamedValue[] = [];
  let failure: unknown;
  try {
    const secrets = await context.secrets();
    const names = (await secrets.listSecrets()).map(({ name }) => name);
    for (const [name, answer] of await secrets.readSecrets(names, { isUse: false })) {
      if (answer.state === 'present') values.push({ name, value: answer.value });
      else if ('error' in answer) failure ??= answer.error;
    }
  } catch (error) {
    failure = error;
  }
  if (failure === undefined) return { values, complete: true };
  context.notify({
    id: 'sweep.values_unread',
    severity: 'warn',
    message: `Values of the vault were not looked for: ${messageOf(failure)}`,
    fix: 'aim secrets doctor',
  });
  return { values, complete: false };
}

async function filesToSearch(host: Host, paths: readonly string[]) {
  const files = new Map<string, SweepFile>();
  const unreadable: Sweep['unreadable'] = [];
  const add = (one: SweepFile) => {
    const stat = fs.lstatSync(one.file, { throwIfNoEntry: false, bigint: true });
    const id = stat === undefined ? one.file : `${stat.dev}:${stat.ino}`;
    if (stat?.isFile() === true && !files.has(id)) files.set(id, one);
  };
  if (paths.length === 0) {
    for (const { path, ...place } of await userPlaces(host)) {
      for (const file of await filesOf(path)) add({ ...place, file });
    }
  }
  for (const root of paths.length === 0 ? ownTree(host) : paths) {
    const tree = treeFiles(resolve(host.cwd, root));
    tree.files.forEach(add);
    unreadable.push(...tree.unreadable);
  }
  return { files: [...files.values()].sort(byFile), unreadable };
}

/** The present folder, unless it is the home or holds it: that is no project. */
function ownTree({ cwd, home }: Host): string[] {
  const below = relative(cwd, home);
  const holdsHome = below === '' || (!below.startsWith('..') && !isAbsolute(below));
  return holdsHome ? [] : [cwd];
}

function byFile(a: SweepFile, b: SweepFile): number {
  return a.file < b.file ? -1 : 1;
}

function recordSweep(context: AimContext, { findings, summary, unreadable }: Sweep): Promise<void> {
  const keys = [...new Set(findings.flatMap(({ secret }) => secret ?? []))];
  return record(context, {
    event: 'secret_sweep',
    message: `files searched for keys in plaintext: ${summary.searched}`,
    severity: findings.length > 0 ? 'warning' : 'info',
    details: { ...summary, unreadable: unreadable.length, keys, success: true },
  });
}
