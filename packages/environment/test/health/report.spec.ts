import { describe, expect, it } from '@jest/globals';
import { checkHealth, type CheckStatus, type HealthCheck } from '../../src/index.js';
import { absent, healthInput, presence } from '../support/health-input.js';
import { hostWith } from '../support/host.js';

function check(id: string, run: HealthCheck['run'], facts: Partial<HealthCheck> = {}): HealthCheck {
  return { id, group: 'machine', title: id, description: 'A check.', run, ...facts };
}

const says = (status: CheckStatus): HealthCheck['run'] => {
  return () => [{ status, message: status }];
};

describe('checks that a caller hands in', () => {
  it('are not stopped by one that throws, rejects or never ends', async () => {
    const checks = [
      check('throws', () => {
        throw new Error('a bug');
      }),
      check('rejects', () => Promise.reject(new Error('no answer'))),
      check('hangs', () => new Promise(() => undefined)),
      check('works', says('warn')),
    ];
    const report = await checkHealth(healthInput(), { checks, deadlineMs: 20 });
    expect(report.checks.map(({ id, status, message }) => [id, status, message])).toEqual([
      ['throws', 'unknown', 'The check itself failed: a bug'],
      ['rejects', 'unknown', 'The check itself failed: no answer'],
      ['hangs', 'unknown', 'The check had no answer within 20 ms'],
      ['works', 'warn', 'warn'],
    ]);
    expect(report).toMatchObject({ overallStatus: 'degraded', summary: { unknown: 3, warn: 1 } });
  });

  it('stand in their group, and are counted in it', async () => {
    const checks = [
      check('last', says('fail'), { group: 'aim' }),
      check('first', says('ok'), { group: 'config' }),
      check('second', says('info'), { group: 'config' }),
    ];
    const report = await checkHealth(healthInput(), { checks });
    expect(report.checks.map(({ id }) => id)).toEqual(['first', 'second', 'last']);
    const none = { ok: 0, info: 0, warn: 0, fail: 0, skipped: 0, unknown: 0 };
    expect(report.groups).toEqual([
      {
        id: 'config',
        title: 'Configuration',
        summary: { ...none, ok: 1, info: 1 },
        ignoredCount: 0,
      },
      { id: 'aim', title: 'AIM itself', summary: { ...none, fail: 1 }, ignoredCount: 0 },
    ]);
  });

  it('ask the network only where they may', async () => {
    let asked = 0;
    const checks = [
      check('online', () => [{ status: 'ok', message: String((asked += 1)) }], { isOnline: true }),
    ];
    const offline = await checkHealth(healthInput(), { checks });
    expect(offline.checks).toMatchObject([
      { status: 'skipped', message: 'Asks only with --online' },
    ]);
    expect(asked).toBe(0);
    const network = () => Promise.resolve({ status: 200, date: null, age: null, body: null });
    await checkHealth(healthInput({ network }), { checks });
    expect(asked).toBe(1);
  });
});

describe('ignored findings', () => {
  const host = { ...hostWith(['/usr/bin']), now: () => new Date('2026-11-25T23:00:00.000Z') };
  const tools = [presence('claude'), absent('goose'), absent('aider')];
  const configuredTools = ['claude', 'goose', 'aider'];
  const report = (ignore: { id: string; tool?: string; until?: string; reason: string }[]) => {
    const config = { environment: { healthChecks: { ignore } } };
    return checkHealth(healthInput({ host, tools, configuredTools, config }), {
      only: ['missing'],
    });
  };

  it('count by themselves and nowhere else', async () => {
    const all = await report([{ id: 'missing', reason: 'comes with the next image' }]);
    expect(all).toMatchObject({ overallStatus: 'healthy', ignoredCount: 2, summary: { fail: 0 } });
    expect(all.groups).toMatchObject([{ id: 'presence', ignoredCount: 2, summary: { fail: 0 } }]);
    expect(all.checks).toMatchObject([
      { status: 'fail', ignored: { reason: 'comes with the next image', until: null } },
      { status: 'fail', ignored: { reason: 'comes with the next image', until: null } },
    ]);
  });

  it('are those of the named tool only', async () => {
    const one = await report([{ id: 'missing', tool: 'goose', reason: 'not here' }]);
    expect(one).toMatchObject({
      overallStatus: 'unhealthy',
      ignoredCount: 1,
      summary: { fail: 1 },
    });
    const other = await report([{ id: 'duplicates', tool: 'goose', reason: 'not here' }]);
    expect(other.ignoredCount).toBe(0);
  });

  it('count again after the end of their day, and say so', async () => {
    const today = { id: 'missing', tool: 'goose', until: '2026-11-25', reason: 'later' };
    expect((await report([today])).ignoredCount).toBe(1);
    const over = await report([{ ...today, until: '2026-11-24' }]);
    expect(over).toMatchObject({ ignoredCount: 0, summary: { fail: 2 } });
    expect(over.checks[0]?.message).toMatch(/ \(was ignored until 2026-11-24\)$/);
  });

  it('make no tool healthy that is not there, and one healthy that is', async () => {
    const dangling = { kind: 'dangling-link' as const, path: '/x/claude', detail: 'gone' };
    const input = (ignore: { id: string; reason: string }[]) =>
      healthInput({
        tools: [presence('claude', { problems: [dangling] }), absent('goose')],
        config: { environment: { healthChecks: { ignore } } },
      });
    expect((await checkHealth(input([]))).healthyCount).toBe(0);
    expect((await checkHealth(input([{ id: 'broken', reason: 'known' }]))).healthyCount).toBe(1);
  });
});
