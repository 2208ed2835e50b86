import { createLeakFinder, isMissing, loadProviderDetails, messageOf, type Host } from '@aim/core';
import { keyPatterns } from '@aim/secrets/sweep';
import * as fs from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { AimContext } from './context.js';
import { filesOf } from './leaks/written-files.js';
import { record } from './record.js';
import { gitStates } from './sweep/git-state.js';
import { placedFile, userPlaces } from './sweep/places.js';
import { searchForKeys } from './sweep/search.js';
import { treeFiles } from './sweep/tree-files.js';
import type { Sweep, SweepFile, SweepHit } from './sweep/types.js';
import { readVaultValues, type VaultValues } from './sweep/vault-values.js';

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
  request: SweepRequest = {},
): Promise<Sweep> {
  const vault = await readVaultValues(context);
  if (vault.failure !== undefined) {
    context.notify({
      id: 'sweep.values_unread',
      severity: 'warn',
      message: `Values of the vault were not looked for: ${messageOf(vault.failure)}`,
      fix: 'aim secrets doctor',
    });
  }
  return sweepWith(context, request, vault);
}

/** The same with what was read of the vault. */
export async function sweepWith(
  context: AimContext,
  { paths = [] }: SweepRequest,
  { values, failure }: VaultValues,
): Promise<Sweep> {
  const { host } = context;
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
    knownValues: failure === undefined,
  };
  const sweep = { findings, summary, unreadable };
  await recordSweep(context, sweep);
  return sweep;
}

async function filesToSearch(host: Host, paths: readonly string[]) {
  const files = new Map<string, SweepFile>();
  const unreadable: Sweep['unreadable'] = [];
  const add = (found: SweepFile, most = Infinity) => {
    const one = behindLink(found);
    const stat = fs.lstatSync(one.file, { throwIfNoEntry: false, bigint: true });
    const id = stat === undefined ? one.file : `${stat.dev}:${stat.ino}`;
    if (stat?.isFile() !== true || files.has(id)) return;
    if (stat.size <= most) files.set(id, one);
    else unreadable.push(tooLarge(one.file, Number(stat.size)));
  };
  if (paths.length === 0) {
    for (const { path, ...place } of await userPlaces(host)) {
      try {
        for (const file of await filesOf(path)) {
          add(placedFile(file, place, host), mostByItself);
        }
      } catch (error) {
        if (!isMissing(error)) unreadable.push({ file: path, message: messageOf(error) });
      }
    }
  }
  for (const root of paths.length === 0 ? ownTree(host) : paths) {
    const tree = treeFiles(resolve(host.cwd, root));
    for (const file of tree.files) add(file);
    unreadable.push(...tree.unreadable);
  }
  return { files: [...files.values()].sort(byFile), unreadable };
}

/** A larger file is read only when it is named, in bytes. */
const mostByItself = 64 * 1024 * 1024;

function tooLarge(file: string, bytes: number): Sweep['unreadable'][number] {
  const size = `${Math.round(bytes / 1024 ** 2)} MiB`;
  return { file, message: `Not read: it has ${size}. aim secrets sweep FILE reads any size` };
}

/** The file itself: many keep their dotfiles elsewhere, and link to them. */
function behindLink(found: SweepFile): SweepFile {
  try {
    const isLink = fs.lstatSync(found.file).isSymbolicLink();
    return isLink ? { ...found, file: fs.realpathSync(found.file), link: found.file } : found;
  } catch {
    return found;
  }
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
