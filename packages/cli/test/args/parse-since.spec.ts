import { describe, expect, it } from '@jest/globals';
import { parseSince } from '../../src/args/parse-since.js';

const now = new Date('2026-11-25T12:00:00.000Z');

describe('parseSince', () => {
  it.each([
    ['30m', '2026-11-25T11:30:00.000Z'],
    ['12h', '2026-11-25T00:00:00.000Z'],
    ['7d', '2026-11-18T12:00:00.000Z'],
    ['2w', '2026-11-11T12:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T08:00:00Z', '2026-11-01T08:00:00.000Z'],
    ['2026-11-01T08:00:00+02:00', '2026-11-01T06:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(parseSince(text, now)).toBe(time);
  });

  it.each(['', 'yesterday', '7', '7y', '-7d', '2026-13-01', '2026-11-01T08:00', '1e3d'])(
    'refuses %s',
    (text) => {
      expect(() => parseSince(text, now)).toThrow(
        expect.objectContaining({
          code: 'usage.invalid',
          message: `--since ${text}: expected a time`,
        }),
      );
    },
  );
});
