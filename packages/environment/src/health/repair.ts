import { fileError, isMissing, removeLeftLock } from '@aim/core';
import * as fs from 'node:fs';

/** Something that can be done about a finding without a person's judgement, as plain data. */
export type Repair =
  /** Takes rights of other users away; never adds any. */
  | { kind: 'chmod'; path: string; mode: number }
  /** Removes a lock whose process is dead. */
  | { kind: 'remove-lock'; path: string };

/** A repair as a sentence of the plan. */
export function repairText(repair: Repair): string {
  switch (repair.kind) {
    case 'chmod':
      return `Take other users' access to ${repair.path} away (mode ${octal(repair.mode)})`;
    case 'remove-lock':
      return `Remove the lock ${repair.path} of a process that is dead`;
  }
}

/**
 * Does what a repair says, if it is still so: looks again first, follows no link.
 *
 * @returns false when there was nothing left to do
 * @throws AimError `file.permission` where the system refuses
 */
export function applyRepair(repair: Repair): boolean {
  try {
    switch (repair.kind) {
      case 'chmod':
        return restrict(repair.path, repair.mode);
      case 'remove-lock':
        return removeLeftLock(repair.path);
    }
  } catch (error) {
    throw fileError('write', repair.path, error);
  }
}

// Through a descriptor, so that what is changed is what was looked at.
function restrict(path: string, mode: number): boolean {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  let file: number;
  try {
    file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  try {
    const now = fs.fstatSync(file).mode & 0o777;
    const wanted = now & mode;
    if (wanted === now) return false;
    fs.fchmodSync(file, wanted);
    return true;
  } finally {
    fs.closeSync(file);
  }
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
