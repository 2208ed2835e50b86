import { AimError } from '@aim/core';
import { parseDuration } from './parse-duration.js';

/**
 * A time in the past: `30m`, `12h`, `7d`, `2w` before now, a date, or an RFC 3339 time. The answer
 * is RFC 3339 in UTC.
 *
 * @throws AimError `usage.invalid`
 */
export function parseSince(text: string, now: Date): string {
  const ago = parseDuration(text);
  if (ago !== undefined) return new Date(now.getTime() - ago).toISOString();
  const isTime = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const time = new Date(text);
  if (isTime && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new AimError('usage.invalid', `--since ${text}: expected a time`, {
    hint: 'Such as 30m, 12h, 7d, 2w, 2026-11-01 or 2026-11-01T08:00:00Z',
  });
}
