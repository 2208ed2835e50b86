import { countOf } from '@aim/core';
import type { KeyFinding } from './finding.js';

export interface KeyTimes {
  /** When the value was stored; RFC 3339. */
  updatedAt: string;
  expiresAt: string | null;
}

/** How long before its end a key is told to expire, in days. */
export const expiryWarningDays = 14;

const dayMs = 24 * 3_600_000;

/**
 * What the times of a key say: it has expired, it will within 14 days, or it was stored more than
 * `maxAgeDays` ago. Pure.
 */
export function checkTimes(
  { updatedAt, expiresAt }: KeyTimes,
  now: Date,
  maxAgeDays: number,
): KeyFinding[] {
  const found: KeyFinding[] = [];
  if (expiresAt !== null && isExpiring(expiresAt, now)) {
    const words = `it ${expiryWords(expiresAt, now)}`;
    const isOver = Date.parse(expiresAt) <= now.getTime();
    found.push({
      id: isOver ? 'expired' : 'expires-soon',
      severity: isOver ? 'fail' : 'warn',
      message: words,
    });
  }
  const days = Math.floor((now.getTime() - Date.parse(updatedAt)) / dayMs);
  if (days > maxAgeDays) {
    found.push({ id: 'old', severity: 'info', message: `it was stored ${days} days ago` });
  }
  return found;
}

/** True in the last 14 days, and when it is over. */
export function isExpiring(expiresAt: string, now: Date): boolean {
  return Date.parse(expiresAt) - now.getTime() <= expiryWarningDays * dayMs;
}

/** Such as "expires in 3 days (2026-12-01)". */
export function expiryWords(expiresAt: string, now: Date): string {
  const ms = Date.parse(expiresAt) - now.getTime();
  const date = expiresAt.slice(0, 10);
  if (ms <= 0) return `expired on ${date}`;
  if (ms < dayMs) return `expires within a day (${date})`;
  const days = Math.floor(ms / dayMs);
  return `expires in ${countOf(days, 'day')} (${date})`;
}
