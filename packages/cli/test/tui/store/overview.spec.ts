import { describe, expect, it } from '@jest/globals';
import { sparkline } from '../../../src/tui/layout/sparkline.js';
import { jobCounts, outcomeOf } from '../../../src/tui/store/job-counts.js';
import { keyAges } from '../../../src/tui/store/key-ages.js';
import { event, secret } from '../support/sample-data.js';

const now = Date.parse('2026-11-20T12:30:00.000Z');

describe('jobCounts', () => {
  const job = (timestamp: string, status = 'ok') =>
    event(timestamp, { event_type: 'tool_invoke', details: { status } });
  const events = [
    job('2026-11-20T12:10:00.000Z', 'error'),
    job('2026-11-20T12:00:00.000Z'),
    event('2026-11-20T11:59:59.999Z', { details: { exitCode: 1 } }),
    event('2026-11-20T11:00:00.000Z', { message: 'running claude', details: {} }),
    job('2026-11-19T13:00:00.000Z'),
    job('2026-11-19T12:59:59.999Z'),
  ];

  it('counts by the hour of the last 24, up to the one that is now', () => {
    const { all, failed } = jobCounts({ events, isWhole: true }, now);
    expect(all).toEqual([1, ...Array<number>(21).fill(0), 1, 2]);
    expect(failed).toEqual([...Array<number>(22).fill(0), 1, 1]);
  });

  it('says nothing of hours before the oldest record that was read', () => {
    const { all } = jobCounts({ events: events.slice(0, 4), isWhole: false }, now);
    expect(all.slice(-2)).toEqual([1, 2]);
    expect(new Set(all.slice(0, -2))).toEqual(new Set([null]));
  });

  it('knows how a run ended, and that one only began', () => {
    const run = (exitCode?: number) =>
      outcomeOf(event('2026-11-20T12:00:00Z', { details: { exitCode } }));
    expect([run(), run(0), run(130), run(2)]).toEqual([null, 'ok', 'ok', 'failed']);
    expect(outcomeOf(event('2026-11-20T12:00:00Z', { severity: 'error' }))).toBe('failed');
    expect(outcomeOf(event('2026-11-20T12:00:00Z', { event_type: 'secret_set' }))).toBeNull();
  });
});

describe('sparkline', () => {
  it('draws the largest highest, nothing lowest, and the unknown as a gap', () => {
    expect(sparkline([null, 0, 1, 100, 50])).toBe(' ▁▂█▅');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline([])).toBe('');
  });
});

describe('keyAges', () => {
  it('counts what expired, what soon will, and the rest by age', () => {
    const secrets = [
      secret('NEW', { updatedAt: '2026-11-19T00:00:00.000Z' }),
      secret('SOON', {
        updatedAt: '2026-10-01T00:00:00.000Z',
        expiresAt: '2026-12-01T00:00:00.000Z',
      }),
      secret('OLD', { updatedAt: '2025-11-19T00:00:00.000Z' }),
      secret('GONE', { expiresAt: '2026-11-20T12:00:00.000Z' }),
    ];
    expect(keyAges(secrets, now)).toEqual({
      expired: 1,
      expiring: 1,
      ages: [
        { words: 'under 30 days old', count: 1 },
        { words: 'under 90', count: 1 },
        { words: 'under 180', count: 0 },
        { words: 'older', count: 1 },
      ],
    });
  });
});
