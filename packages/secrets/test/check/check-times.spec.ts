import { describe, expect, it } from '@jest/globals';
import { checkTimes, expiryWords, isExpiring } from '../../src/check/check-times.js';

const now = new Date('2026-11-21T10:00:00.000Z');

describe('the times of a key', () => {
  it.each([
    { expiresAt: '2026-11-21T10:00:00.000Z', words: 'fail it expired on 2026-11-21' },
    { expiresAt: '2026-11-22T09:00:00.000Z', words: 'warn it expires within a day (2026-11-22)' },
    { expiresAt: '2026-11-23T09:00:00.000Z', words: 'warn it expires in 1 day (2026-11-23)' },
    { expiresAt: '2026-12-05T10:00:00.000Z', words: 'warn it expires in 14 days (2026-12-05)' },
  ])('$expiresAt: $words', ({ expiresAt, words }) => {
    const times = { updatedAt: '2026-11-01T00:00:00.000Z', expiresAt };
    const found = checkTimes(times, now, 180);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([words]);
  });

  it('say nothing before the last 14 days', () => {
    const expiresAt = '2026-12-05T10:00:00.001Z';
    expect(isExpiring(expiresAt, now)).toBe(false);
    expect(checkTimes({ updatedAt: now.toISOString(), expiresAt }, now, 180)).toEqual([]);
  });

  it('tell an old key after the days that are allowed', () => {
    const updatedAt = '2026-05-25T10:00:00.000Z';
    expect(checkTimes({ updatedAt, expiresAt: null }, now, 180)).toEqual([]);
    expect(checkTimes({ updatedAt, expiresAt: null }, now, 179)).toEqual([
      { id: 'old', severity: 'info', message: 'it was stored 180 days ago' },
    ]);
  });

  it('are told in the same words elsewhere', () => {
    expect(expiryWords('2026-12-01T00:00:00.000Z', now)).toBe('expires in 9 days (2026-12-01)');
  });
});
