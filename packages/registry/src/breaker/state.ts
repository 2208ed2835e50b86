import { isPlainObject, isProcessMark, processIsGone } from '@aim/core';
import { errorClasses } from '../classify/error-classes.js';
import { decayMs } from './numbers.js';
import {
  isEmpty,
  type BreakerRecord,
  type DomainName,
  type Lease,
  type Opening,
} from './record.js';
import { transition, type BreakerEvent } from './transition.js';

/** All breakers of a user, as they lie on disk. */
export interface BreakerState {
  version: 1;
  /** Makes the fingerprints of accounts differ from those of any other machine. */
  salt: string;
  /** By the key of the failure domain. */
  records: Readonly<Record<string, BreakerRecord>>;
  /** Notes that are in the records already, though their files may still be there. */
  folded: readonly string[];
}

/** What happened to one failure domain, to be put into its record. */
export interface Note extends DomainName {
  key: string;
  event: BreakerEvent;
  /** In ms since 1970. */
  at: number;
  /** Makes the record the same whoever folds the note in. */
  random: number;
}

/** The records after what is noted, in its order. Pure. */
export function withNotes(
  records: BreakerState['records'],
  notes: readonly Note[],
): BreakerState['records'] {
  const after = { ...records };
  for (const { key, domain, label, event, at, random } of notes) {
    const moment = { now: at, random: () => random };
    const next = transition(after[key] ?? { domain, label }, event, moment);
    if (next === undefined) delete after[key];
    else after[key] = next;
  }
  return after;
}

/** The records without what nobody needs: leases of the dead, and what is a day old. */
export function pruned(records: BreakerState['records'], now: number): BreakerState['records'] {
  const living = Object.entries(records).flatMap(([key, record]) => {
    const isOver = record.lease !== null && processIsGone(record.lease.owner);
    const kept = isOver ? { ...record, lease: null } : record;
    const isOld = now - kept.updatedAt > decayMs && kept.opening?.kind !== 'hard';
    return isEmpty(kept) || (isOld && kept.lease === null) ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(living);
}

/** Whether a parsed file is a state of this version, to the last field. */
export function isBreakerState(value: unknown): value is BreakerState {
  if (!isPlainObject(value)) return false;
  const { version, salt, records, folded } = value;
  return (
    version === 1 &&
    typeof salt === 'string' &&
    isPlainObject(records) &&
    Object.values(records).every(isRecord) &&
    Array.isArray(folded) &&
    folded.every((name) => typeof name === 'string')
  );
}

/** Whether a parsed file is of an AIM that is newer than this one. */
export function isNewerState(value: unknown): boolean {
  return isPlainObject(value) && typeof value['version'] === 'number' && value['version'] > 1;
}

export function isNote(value: unknown): value is Note {
  if (!isPlainObject(value)) return false;
  const { key, domain, label, event, at, random } = value;
  return (
    [key, domain, label].every((text) => typeof text === 'string') &&
    isPlainObject(event) &&
    typeof event['type'] === 'string' &&
    isTime(at) &&
    typeof random === 'number'
  );
}

function isRecord(value: unknown): value is BreakerRecord {
  if (!isPlainObject(value)) return false;
  const { domain, label, updatedAt, recent, inARow, tokens, opening, lease } = value;
  return (
    ['tool', 'account', 'endpoint', 'model'].includes(domain as string) &&
    typeof label === 'string' &&
    isTime(updatedAt) &&
    Array.isArray(recent) &&
    recent.every(
      (each) => isPlainObject(each) && isTime(each['at']) && typeof each['ok'] === 'boolean',
    ) &&
    isTime(inARow) &&
    isTime(tokens) &&
    (opening === null || isOpening(opening)) &&
    (lease === null || isLease(lease))
  );
}

function isOpening(value: unknown): value is Opening {
  if (!isPlainObject(value)) return false;
  const { kind, ladder, step, class: errorClass, at, until, by, proof } = value;
  return (
    ['soft', 'told', 'hard'].includes(kind as string) &&
    ['count', 'limit', 'quota'].includes(ladder as string) &&
    [step, at, until].every(isTime) &&
    Object.hasOwn(errorClasses, errorClass as string) &&
    typeof by === 'string' &&
    (proof === null || typeof proof === 'string')
  );
}

function isLease(value: unknown): value is Lease {
  if (!isPlainObject(value)) return false;
  return typeof value['id'] === 'string' && isProcessMark(value['owner']) && isTime(value['until']);
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
