import { isMissing } from '@aim/core';
import * as fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup } from './run-bounded.js';

/*
 * A helper dies with its AIM, and asks for it before it writes. That leaves one that was stopped
 * inside the write: it would finish it whenever it goes on. So a helper that writes is noted, and
 * the next AIM that writes ends it first. All of this happens under the lock of all secrets.
 */

interface Writer {
  pid: number;
  /** An argument that no other process has: a pid alone may have passed on to another program. */
  mark: string;
}

/**
 * Kills the helper that an AIM which was killed left behind; false when it is still there after
 * `waitMs`. Without `/proc` it finds none, and the helper's own question has to do.
 */
export async function endLeftWriter(file: string, waitMs: number): Promise<boolean> {
  const writer = readWriter(file);
  if (writer === undefined) return true;
  const deadline = performance.now() + waitMs;
  while (isRunning(writer)) {
    if (performance.now() > deadline) return false;
    killGroup(writer.pid);
    await sleep(2);
  }
  forgetWriter(file);
  return true;
}

/** Call before the helper has its request: one that is not noted must have nothing to write. */
export function noteWriter(file: string, writer: Writer): void {
  fs.writeFileSync(file, JSON.stringify(writer), { mode: 0o600 });
}

export function forgetWriter(file: string): void {
  fs.rmSync(file, { force: true });
}

function readWriter(file: string): Writer | undefined {
  try {
    const { pid, mark } = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Writer>;
    return Number.isInteger(pid) && mark ? { pid: pid as number, mark } : undefined;
  } catch (error) {
    // Half a note is of an AIM that was killed while it wrote it: its helper got no request.
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// What is left of a dead process until its parent asks for it has no command line.
function isRunning({ pid, mark }: Writer): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(mark);
  } catch {
    return false;
  }
}
