import { describe, expect, it } from '@jest/globals';
import { checkHealth } from '../../src/index.js';
import type { LockedToolFacts, LockFacts } from '../../src/health/input.js';
import type { LockedTool } from '../../src/lock/types.js';
import { healthInput } from '../support/health-input.js';
import { hostWith } from '../support/host.js';

const locked: LockedTool = {
  channel: 'npm',
  package: '@openai/codex',
  range: '^0.169.0',
  version: '0.169.1',
  publishedAt: '2026-11-01T00:00:00.000Z',
  integrity: { any: ['sha512-right'] },
  signedBy: 'SHA256:key',
  extras: [],
  lastKnownGood: null,
};

const codex = (
  changes: Partial<Omit<LockedToolFacts, 'locked'>> & { locked?: Partial<LockedTool> } = {},
): LockedToolFacts => ({
  tool: 'codex',
  file: '/team/aim_lock.json',
  isOutsideRange: false,
  registry: null,
  drift: {
    tool: 'codex',
    manager: 'npm',
    package: '@openai/codex',
    range: '^0.169.0',
    locked: '0.169.1',
    expected: '0.169.1',
    actual: '0.169.1',
    effective: '0.169.1',
    latest: null,
    status: 'ok',
    reason: null,
    changedBy: null,
  },
  ...changes,
  locked: { ...locked, ...changes.locked },
});

const drifted = (status: 'drift' | 'missing') => ({
  ...codex().drift,
  status,
  reason: 'codex is 0.169.2, and 0.169.1 by the lock was asked for',
  changedBy: { who: 'self-update' as const, evidence: 'It updates itself' },
});

const registry = (versions: object) => ({
  facts: { latest: null, versions: versions as Record<string, never> },
  checkedAt: '2026-11-25T08:00:00.000Z',
});
const listed = {
  publishedAt: null,
  integrity: { any: ['sha512-right'] },
  signatures: [],
  withdrawn: null,
};

async function ask(id: string, facts: Partial<LockFacts>, configuredTools: string[] = []) {
  const policy = { cooldownMs: 24 * 3_600_000, signatures: 'check' as const };
  const host = hostWith([], { now: () => new Date('2026-11-25T10:00:00.000Z') });
  const locks = () => Promise.resolve({ files: [], tools: [], policy, ...facts });
  const report = await checkHealth(healthInput({ host, locks, configuredTools }), { only: [id] });
  return report.checks.map(({ status, message }) => `${status}: ${message}`);
}

describe('the lock', () => {
  const path = '/team/aim_lock.json';
  it('is whole and in step, or each fault of it is told', async () => {
    expect(await ask('lock_file', {})).toEqual(['skipped: No configuration is locked']);
    const file = { path, exists: true, problems: [], differences: [] };
    expect(await ask('lock_file', { files: [file] })).toEqual([
      `ok: In step with the configuration: ${path}`,
    ]);
    const problems = [
      {
        file: path,
        line: 3,
        column: 1,
        path: '',
        message: 'expected JSON, found the marks of a merge',
      },
    ];
    const differences = [
      { kind: 'not-locked' as const, tool: 'codex', message: 'codex is not locked' },
    ];
    expect(await ask('lock_file', { files: [{ ...file, problems, differences }] })).toEqual([
      'fail: expected JSON, found the marks of a merge',
      'warn: codex is not locked',
    ]);
  });
});

describe('a locked tool', () => {
  it.each<[string, LockedToolFacts[], string]>([
    ['lock_drift', [], 'skipped: No tool is locked'],
    ['lock_drift', [codex()], 'ok: 1 locked tools are as they are locked'],
    [
      'lock_drift',
      [codex({ drift: drifted('drift') })],
      'warn: codex is 0.169.2, and 0.169.1 by the lock was asked for: It updates itself',
    ],
    [
      'lock_drift',
      [codex({ drift: drifted('drift'), isOutsideRange: true })],
      'ok: 1 locked tools are as they are locked',
    ],
    ['cooldown', [codex()], 'ok: No locked version is younger than the cooldown'],
    [
      'cooldown',
      [codex({ locked: { publishedAt: '2026-11-25T09:00:00.000Z' } })],
      'warn: codex is locked at 0.169.1, which is younger than the cooldown until 2026-11-26T09:00:00.000Z',
    ],
    [
      'cooldown',
      [codex({ locked: { publishedAt: null } })],
      'warn: codex is locked at 0.169.1, and nobody tells when that was published',
    ],
    [
      'cooldown',
      [codex({ locked: { channel: 'brew', integrity: {}, publishedAt: null } })],
      'skipped: No version of a registry is locked',
    ],
    ['withdrawn', [codex()], 'skipped: No registry was asked about a locked version yet'],
    [
      'withdrawn',
      [codex({ registry: registry({ '0.169.1': listed }) })],
      'ok: No locked version is withdrawn',
    ],
    [
      'withdrawn',
      [codex({ registry: registry({ '0.169.1': { ...listed, withdrawn: 'yanked' } }) })],
      'fail: codex is locked at 0.169.1, which is yanked (asked 2 hours ago)',
    ],
    [
      'withdrawn',
      [codex({ registry: registry({}) })],
      'fail: codex is locked at 0.169.1, which is no longer in its registry (asked 2 hours ago)',
    ],
    [
      'tampered',
      [codex({ registry: registry({ '0.169.1': listed }) })],
      'ok: The registries have the files that were locked',
    ],
    [
      'tampered',
      [
        codex({
          registry: registry({ '0.169.1': { ...listed, integrity: { any: ['sha512-other'] } } }),
        }),
      ],
      'fail: codex: the files of 0.169.1 are not those that were locked: the registry has none with sha512-right',
    ],
    ['signatures', [codex()], 'ok: 1 versions of npm are signed'],
    [
      'signatures',
      [codex({ locked: { signedBy: null } })],
      'info: codex is locked at 0.169.1 without a signature that was verified',
    ],
    [
      'signatures',
      [codex({ locked: { channel: 'pipx' } })],
      'skipped: No package of npm is locked',
    ],
  ])('%s: %#', async (id, tools, finding) => {
    expect(await ask(id, { tools })).toEqual([finding]);
  });

  it('that is missing is told by one check', async () => {
    const tools = [codex({ drift: drifted('missing') })];
    expect((await ask('lock_drift', { tools }))[0]).toMatch(/^warn/);
    expect((await ask('lock_drift', { tools }, ['codex']))[0]).toMatch(/^ok/);
  });
});
