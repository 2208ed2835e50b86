import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AimError } from '../errors/aim-error.js';
import { fileError, systemCode } from '../errors/from-system-error.js';
import {
  isProcessMark,
  isSameProcess,
  markOfThisProcess,
  processIsGone,
  type ProcessMark,
} from './process-mark.js';
import { readTextFile } from './read-file.js';

export interface LockOptions {
  /** How long to wait for another holder, in ms; 10,000 unless told. */
  waitMs?: number;
  /** What the lock guards, for the message when it stays busy. */
  what: string;
}

/**
 * Runs `work` while holding the lock file `path`, over all processes of the machine. A lock whose
 * owner is dead is taken over. The lock is not re-entrant.
 *
 * @throws AimError `lock.busy` when a living owner keeps it longer than `waitMs`.
 */
export async function withLock<T>(
  path: string,
  options: LockOptions,
  work: () => T | Promise<T>,
): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    fs.rmSync(path, { force: true });
  }
}

/** True for a lock whose process is dead: the next one to want it takes it over. */
export function isLeftLock(path: string): boolean {
  const owner = readOwner(path);
  return owner !== undefined && processIsGone(owner);
}

/** The living process of this machine that holds a lock; undefined where none does. */
export function lockHolder(path: string): number | undefined {
  const owner = readOwner(path);
  if (owner === undefined || owner.host !== markOfThisProcess().host || processIsGone(owner))
    return undefined;
  return owner.pid;
}

/**
 * Removes a lock whose process is dead, as one that wants the lock would.
 *
 * @returns false when it is gone, or somebody else's by now
 */
export function removeLeftLock(path: string): boolean {
  const owner = readOwner(path);
  if (owner === undefined || !processIsGone(owner)) return false;
  takeOver(path, owner);
  return !isLeftLock(path);
}

async function acquire(path: string, { waitMs = 10_000, what }: LockOptions): Promise<void> {
  const deadline = Date.now() + waitMs;
  let pause = 2;
  for (;;) {
    if (tryCreate(path)) return;
    const owner = readOwner(path);
    if (owner !== undefined && processIsGone(owner)) {
      takeOver(path, owner);
      continue;
    }
    if (Date.now() >= deadline) throw busy(path, what, owner);
    await sleep(pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, 16);
  }
}

/** A link of a complete file, so that nobody ever reads a lock without its owner. */
function tryCreate(path: string): boolean {
  // Of a lock that is held, making the draft is most of the work.
  if (fs.existsSync(path)) return false;
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    fs.writeFileSync(draft, JSON.stringify(markOfThisProcess()), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw fileError('write', path, error);
  }
  try {
    fs.linkSync(draft, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw fileError('write', path, error);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** The owner, or undefined when the lock was just released or holds no owner. */
function readOwner(path: string): ProcessMark | undefined {
  const text = readTextFile(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isProcessMark(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes a dead owner's lock. Whoever makes the marker named after that owner, and nobody else,
 * may remove it: otherwise two that find it dead at once could remove each other's new lock.
 */
function takeOver(path: string, dead: ProcessMark): void {
  const marker = `${path}.dead-${dead.pid}-${dead.startedAt ?? ''}`;
  try {
    fs.closeSync(fs.openSync(marker, 'wx', 0o600));
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw fileError('write', path, error);
    dropAbandoned(marker);
    return;
  }
  const found = readOwner(path);
  if (found !== undefined && isSameProcess(found, dead)) fs.rmSync(path, { force: true });
  fs.rmSync(marker, { force: true });
}

// The work under a marker takes microseconds: one that is seconds old lost its maker.
function dropAbandoned(marker: string): void {
  const made = fs.statSync(marker, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > 10_000) fs.rmSync(marker, { force: true });
}

function busy(path: string, what: string, owner: ProcessMark | undefined): AimError {
  const holder = owner === undefined ? 'another AIM' : `another AIM (process ${owner.pid})`;
  return new AimError('lock.busy', `${holder} is changing ${what}`, {
    hint: `Wait and try again; if no AIM is running, remove ${path}`,
    details: { path, pid: owner?.pid },
  });
}
