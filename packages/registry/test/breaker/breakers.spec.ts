import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { breaking, tools } from '../support/breaking.js';
import { catalogueTool, tempFolder } from '../support/machine.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

function three() {
  return breaking(tempFolder(), tools('a', 'b', 'c'));
}

async function reasonOf(bench: ReturnType<typeof three>, id: string) {
  return (await bench.plan()).candidates.find(({ tool }) => tool === id)?.reason;
}

describe('a breaker', () => {
  it('opens after three failures in a row, and says until when, why and by whom', async () => {
    const bench = three();
    for (const how of ['TOOL_CRASH', 'OUTPUT_INVALID'] as const) await bench.attempt('a', how);
    expect((await bench.plan()).chain).toEqual(['a', 'b', 'c']);
    await bench.attempt('a', 'TOOL_CRASH');
    const plan = await bench.plan();
    expect(plan.chain).toEqual(['b', 'c']);
    expect(plan.candidates[0]).toEqual({
      tool: 'a',
      eligible: false,
      rank: null,
      reason: 'left alone until 2026-01-01T00:00:15Z after TOOL_CRASH, seen by a',
      excludedBy: 'breaker',
      breaker: {
        domain: 'tool',
        label: 'a',
        state: 'open',
        kind: 'soft',
        until: '2026-01-01T00:00:15.003Z',
        class: 'TOOL_CRASH',
        openedBy: 'a',
        openedAt: '2026-01-01T00:00:00.003Z',
        forceable: true,
      },
      score: null,
    });
  });

  it('opens after three of the last five, as far as these are younger than 15 minutes', async () => {
    const bench = three();
    const outcomes = ['TOOL_CRASH', 'ok', 'TOOL_CRASH', 'ok', 'TOOL_CRASH'] as const;
    for (const how of outcomes) await bench.attempt('a', how);
    expect((await bench.plan()).chain).toEqual(['b', 'c']);
    for (const how of outcomes.slice(0, 4)) await bench.attempt('b', how);
    bench.clock.now += 15 * minute;
    await bench.attempt('b', 'TOOL_CRASH');
    expect((await bench.plan()).chain).toContain('b');
  });

  it('stays open longer each time that its probe fails, and closes when one succeeds', async () => {
    const bench = three();
    for (let n = 0; n < 3; n++) await bench.attempt('a', 'TOOL_CRASH');
    for (const ms of [15 * second, minute, 5 * minute, 15 * minute, 30 * minute, 30 * minute]) {
      bench.clock.now += ms - 1;
      expect(await bench.admit('a')).toMatchObject({ refused: expect.any(String) });
      bench.clock.now += 1;
      await bench.attempt('a', 'TOOL_CRASH');
    }
    bench.clock.now += 30 * minute;
    await bench.attempt('a', 'ok');
    for (let n = 0; n < 3; n++) await bench.attempt('a', 'TOOL_CRASH');
    bench.clock.now += 15 * second;
    expect(await bench.admit('a')).toMatchObject({ probe: 'half-open' });
  });

  it('forgets a tool that nobody asked for a day', async () => {
    const bench = three();
    for (let n = 0; n < 2; n++) await bench.attempt('a', 'TOOL_CRASH');
    bench.clock.now += 24 * hour + 1;
    await bench.attempt('a', 'TOOL_CRASH');
    expect((await bench.plan()).chain).toContain('a');
  });

  it.each([
    'INVALID_ARGUMENT',
    'CANCELLED',
    'REFUSED',
    'FAILED_PRECONDITION',
    'CONTEXT_OVERFLOW',
    'PERMISSION_DENIED',
    'RESOURCE_LIMIT',
    'CONFLICT',
    // The time was the user's, or a part of it.
    'DEADLINE_EXCEEDED',
  ] as const)('never counts %s, and nothing is written', async (how) => {
    const bench = three();
    for (let n = 0; n < 5; n++) await bench.attempt('a', how);
    expect((await bench.plan()).chain).toEqual(['a', 'b', 'c']);
    expect(existsSync(bench.paths.state)).toBe(false);
  });

  it('counts a clock of its own', async () => {
    const bench = three();
    for (let n = 0; n < 3; n++) await bench.attempt('a', 'DEADLINE_EXCEEDED', { clock: 'idle' });
    expect((await bench.plan()).chain).toEqual(['b', 'c']);
  });

  it('is not closed by an attempt that began before it opened', async () => {
    const bench = three();
    const early = await bench.admit('a');
    for (let n = 0; n < 3; n++) await bench.attempt('a', 'TOOL_CRASH');
    const { noteAttempt } = await import('../../src/breaker/note-attempt.js');
    await noteAttempt(await bench.book(), bench.tool('a'), { admitted: early as never });
    expect((await bench.plan()).chain).toEqual(['b', 'c']);
  });

  it('that waits for a change is closed by the change alone', async () => {
    const bench = three();
    await bench.attempt('a', 'TOOL_NOT_FOUND', { started: false });
    bench.clock.now += 30 * 24 * hour;
    expect(await reasonOf(bench, 'a')).toBe(
      'left alone after TOOL_NOT_FOUND, seen by a, until that changes',
    );
    Object.assign(bench.host.env, { PATH: '/somewhere/else' });
    expect((await bench.plan()).chain).toEqual(['a', 'b', 'c']);
  });
});

describe('an account', () => {
  const shared = [
    catalogueTool('a', { keys: [{ env: 'A_KEY' }] }),
    catalogueTool('b', { keys: [{ env: 'A_KEY' }] }),
    catalogueTool('c', { keys: [{ env: 'C_KEY' }] }),
  ];
  const stored = { A_KEY: '111111111111', C_KEY: '222222222222' };
  const bench = () => breaking(tempFolder(), shared, { stored: { ...stored } });

  it('that is limited is left alone by every tool that works with it', async () => {
    const each = bench();
    await each.attempt('a', 'RATE_LIMITED', { retryAfterMs: 90 * second });
    const plan = await each.plan();
    expect(plan.chain).toEqual(['c']);
    expect(plan.candidates[1]?.reason).toBe(
      'left alone until 2026-01-01T00:01:30Z after RATE_LIMITED of account A_KEY, seen by a',
    );
    each.clock.now += 90 * second;
    expect((await each.plan()).chain).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['RATE_LIMITED', [30 * second, minute, 5 * minute, 15 * minute, 30 * minute, 30 * minute]],
    ['QUOTA_EXHAUSTED', [5 * minute, hour, 6 * hour, 6 * hour]],
  ] as const)('opens at once for %s, without a time up a ladder', async (how, ladder) => {
    const each = bench();
    await each.attempt('a', how);
    for (const ms of ladder) {
      each.clock.now += ms - 1;
      expect(await each.admit('b')).toMatchObject({ refused: expect.any(String) });
      each.clock.now += 1;
      await each.attempt('b', how);
    }
  });

  it('keeps the longer of two times', async () => {
    const each = bench();
    const first = await each.admit('a');
    await each.attempt('b', 'RATE_LIMITED', { retryAfterMs: hour });
    const { noteAttempt } = await import('../../src/breaker/note-attempt.js');
    const failed = { class: 'RATE_LIMITED' as const, started: true, retryAfterMs: second };
    await noteAttempt(await each.book(), each.tool('a'), { admitted: first as never, failed });
    each.clock.now += 59 * minute;
    expect((await each.plan()).chain).toEqual(['c']);
  });

  it('is never tried before the time that its service named, and no longer than a day', async () => {
    const each = bench();
    await each.attempt('a', 'RATE_LIMITED', { retryAfterMs: 48 * hour });
    await each.attempt('c', 'QUOTA_EXHAUSTED', { retryAfterMs: hour });
    expect((await each.plan()).chain).toEqual([]);
    each.clock.now += 24 * hour;
    expect((await each.plan()).chain).toEqual(['a', 'b', 'c']);
  });

  it('whose key is bad waits for another key', async () => {
    const keys: Record<string, string> = { ...stored };
    const each = breaking(tempFolder(), shared, { stored: keys });
    await each.attempt('a', 'UNAUTHENTICATED');
    each.clock.now += 48 * hour;
    expect((await each.plan()).chain).toEqual(['c']);
    keys['A_KEY'] = '333333333333';
    expect((await each.plan()).chain).toEqual(['a', 'b', 'c']);
  });

  it('is not blamed for a store that is locked, nor a tool for good whose login AIM cannot see', async () => {
    const each = bench();
    await each.attempt('a', 'UNAUTHENTICATED', { started: false });
    expect((await each.plan()).chain).toContain('a');
    const blind = three();
    await blind.attempt('a', 'UNAUTHENTICATED');
    expect((await blind.plan()).chain).toEqual(['b', 'c']);
    blind.clock.now += 30 * second;
    expect((await blind.plan()).chain).toEqual(['a', 'b', 'c']);
  });

  it('whose plan is used up for one model has others', async () => {
    const each = bench();
    await each.attempt('a', 'QUOTA_EXHAUSTED', { model: 'large' });
    expect((await each.plan()).chain).toEqual(['a', 'b', 'c']);
    const large = each.attempt('b', 'ok', { model: 'large' });
    await expect(large).rejects.toThrow('QUOTA_EXHAUSTED of model large');
  });
});

describe('when everything is out', () => {
  it('the tool that recovers soonest is tried all the same, and only that', async () => {
    const bench = three();
    for (const id of ['b', 'a', 'c']) {
      for (let n = 0; n < 3; n++) await bench.attempt(id, 'TOOL_CRASH');
      bench.clock.now += second;
    }
    const plan = await bench.plan();
    expect(plan.chain).toEqual(['b']);
    expect(plan.candidates[1]?.reason).toBe(
      'installed 1.0.0 at /bin/b, tried since all else is out: left alone until 2026-01-01T00:00:15Z after TOOL_CRASH, seen by b',
    );
    expect(await bench.admit('b', true)).toMatchObject({ probe: 'forced' });
    expect(await bench.admit('b', true)).toMatchObject({
      refused: 'another attempt is trying it after TOOL_CRASH, seen by b',
    });
  });

  it('what waits for a change is not tried', async () => {
    const bench = three();
    for (const id of ['a', 'b', 'c']) await bench.attempt(id, 'TOOL_NOT_FOUND');
    expect((await bench.plan()).chosen).toBeNull();
  });

  it('a used-up plan is tried once an hour', async () => {
    const bench = breaking(tempFolder(), tools('a'));
    await bench.attempt('a', 'QUOTA_EXHAUSTED');
    bench.clock.now += 5 * minute;
    await bench.attempt('a', 'QUOTA_EXHAUSTED');
    bench.clock.now += hour;
    await bench.attempt('a', 'QUOTA_EXHAUSTED');
    bench.clock.now += hour - 1;
    expect((await bench.plan()).chosen).toBeNull();
    bench.clock.now += 1;
    expect((await bench.plan()).chosen).toBe('a');
  });
});
