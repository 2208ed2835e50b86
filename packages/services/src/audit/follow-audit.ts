import { auditRecords, type AuditRecord } from '@aim/core';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { AimContext } from '../context.js';
import { selectRecords, type AuditSelection } from './select.js';

export interface FollowRequest extends AuditSelection {
  /** Hears of each record that fits, in the order of the log. */
  onRecord: (record: AuditRecord) => void;
  /** Ends it. */
  signal: AbortSignal;
}

/** How long after a sign of the system the log is read, and how often where there is none, in ms. */
const settleMs = 20;
const pollMs = 1000;

/** Tells of every record that is appended from now on, until it is ended. */
export async function followAudit(context: AimContext, request: FollowRequest): Promise<void> {
  const { place } = await context.audit();
  const { isWanted = () => true } = selectRecords(request);
  if (place === undefined) return;
  let last = newestOf(place);
  const look = () => {
    const news: AuditRecord[] = [];
    for (const record of auditRecords(place)) {
      if (JSON.stringify(record) === last) break;
      news.push(record);
    }
    if (news[0] !== undefined) last = JSON.stringify(news[0]);
    for (const record of news.reverse()) if (isWanted(record)) request.onRecord(record);
  };
  await untilEnded(place, look, request.signal);
}

function newestOf(place: string): string | undefined {
  for (const record of auditRecords(place)) return JSON.stringify(record);
  return undefined;
}

function untilEnded(place: string, look: () => void, signal: AbortSignal): Promise<void> {
  let soon: NodeJS.Timeout | undefined;
  const heard = () => {
    clearTimeout(soon);
    soon = setTimeout(look, settleMs);
  };
  const watcher = watch(place, heard);
  const poll = setInterval(look, pollMs);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(soon);
      clearInterval(poll);
      watcher?.close();
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** A log in one file is renamed when it is full: its folder is what stays. */
function watch(place: string, heard: () => void): fs.FSWatcher | undefined {
  try {
    const folder = fs.statSync(place).isDirectory() ? place : dirname(place);
    return fs.watch(folder, heard).on('error', () => undefined);
  } catch {
    // Where the system cannot tell, the log is looked at now and then.
    return undefined;
  }
}
