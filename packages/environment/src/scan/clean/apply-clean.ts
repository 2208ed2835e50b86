import { AimError, isWithin } from '@aim/core';
import { heldPathsIn } from '../caches/held-paths.js';
import { measureTree } from '../caches/measure.js';
import { asideNames, putAside } from './aside.js';
import { changed, identityOf } from './held-folder.js';
import {
  dropCleaning,
  readCleanings,
  withCleaningLock,
  writeCleaning,
  type AsideItem,
  type Cleaning,
} from './journal.js';
import { applyCopies } from './apply-copies.js';
import type { CopyPlan } from './copy-types.js';
import { attempt, type CleanContext, type Cleaned, type CleanRun } from './outcome.js';
import { settle } from './settle.js';
import type { CleanPlan, CleanStep } from './types.js';

/**
 * Does what was planned, each step by itself and after another look. The journal is on disk before
 * anything is touched; whatever an AIM that was killed left half done is settled first.
 *
 * @throws AimError `lock.busy` after 30 s, `file.corrupt` for a journal, `file.permission` for it
 */
export function applyClean(
  { caches, copies }: { caches: Pick<CleanPlan, 'steps'>; copies?: Pick<CopyPlan, 'steps'> },
  run: CleanRun,
): Promise<Cleaned> {
  return withCleaningLock(run.paths, async () => {
    settle(run.paths);
    const id = (readCleanings(run.paths).at(-1)?.id ?? 0) + 1;
    const at = run.now.toISOString();
    const cleaning: Cleaning = { version: 1, id, at, state: 'open', items: [] };
    const cleaned: Cleaned = { id, done: [], failed: [] };
    const context: CleanContext = { run, cleaning, cleaned };
    await applyCaches(caches.steps, context);
    await applyCopies(copies?.steps ?? [], context);
    const isUndoable = cleaned.done.some(({ how }) => how !== 'own-command' && how !== 'reflink');
    if (isUndoable) writeCleaning(run.paths, { ...cleaning, state: 'done' });
    else dropCleaning(run.paths, cleaning);
    return { ...cleaned, id: isUndoable ? id : null };
  });
}

async function applyCaches(
  steps: readonly CleanStep[],
  { run, cleaning, cleaned }: CleanContext,
): Promise<void> {
  const planned = steps.map((step, place) => ({
    step,
    item: itemOf(step, `${cleaning.id}-${place + 1}`),
  }));
  for (const { item } of planned) cleaning.items.push(item);
  if (planned.length > 0) writeCleaning(run.paths, cleaning);
  for (const { step, item } of planned) {
    await attempt(step.path, cleaned, async () => {
      await lookAgain(step, run);
      if (step.how.kind === 'aside')
        putAside(item as AsideItem, { place: step.how.place, now: run.now });
      else await cleanByCommand(step.how.argv, run);
      const how = step.how.kind === 'aside' ? step.how.place.kind : step.how.kind;
      // A program may keep what others still use.
      const stayed = step.how.kind === 'aside' ? 0 : await freeableIn(step.path);
      cleaned.done.push({ path: step.path, how, bytes: Math.max(0, step.bytes - stayed) });
    });
    run.onStep?.(step.path);
  }
}

function itemOf(
  { id, path, identity, bytes, how }: CleanStep,
  mark: string,
): Cleaning['items'][number] {
  if (how.kind === 'own-command') return { kind: 'command', id, argv: how.argv, path };
  return { kind: 'aside', id, from: path, ...asideNames(path, how.place, mark), identity, bytes };
}

/** The plan may be old: what it was made of has to be so still. */
async function lookAgain({ path, identity, rules }: CleanStep, run: CleanRun): Promise<void> {
  if (identityOf(path) !== identity) throw changed(path, 'something else lies there now');
  if (run.mountPoints().some((mount) => isWithin(mount, path))) {
    throw changed(path, 'a file system is mounted there now');
  }
  const held = (await heldPathsIn(path, rules))[0];
  if (held !== undefined) throw changed(path, `${held.path} lies in it now and must stay`);
}

async function freeableIn(path: string): Promise<number> {
  if (identityOf(path) === undefined) return 0;
  return (await measureTree(path, { counted: new Set() })).size.freeableBytes;
}

async function cleanByCommand(argv: readonly string[], run: CleanRun): Promise<void> {
  const exitCode = await run.runCommand(argv);
  if (exitCode === 0) return;
  const command = argv.join(' ');
  throw new AimError('scan.command_failed', `${command} ended with ${exitCode ?? 'a signal'}`, {
    hint: `See what it says: ${command}. Without it: aim scan clean --no-own-commands`,
  });
}
