import type { AuditRecord } from '@aim/core';
import type {
  CheckResult,
  HealthReport,
  KeychainState,
  RecentEvents,
  RoutePlan,
  SecretInfo,
  Status,
  ToolStatus,
} from '@aim/services';
import type { Size } from '../../../src/tui/layout/rect.js';
import { initialState, type DashboardState } from '../../../src/tui/store/state.js';

export function tool(id: string, facts: Partial<ToolStatus> = {}): ToolStatus {
  return {
    id,
    name: id,
    installed: true,
    version: '1.0.0',
    effective: facts.version === undefined ? '1.0.0' : facts.version,
    channel: 'npm',
    package: id,
    evidence: `/home/ada/.npm-global/lib/node_modules/${id}/package.json`,
    path: `/home/ada/.npm-global/bin/${id}`,
    copies: 1,
    others: [],
    problems: [],
    pinned: null,
    latest: null,
    key: 'present',
    health: 'ok',
    ...facts,
  };
}

export function secret(name: string, facts: Partial<SecretInfo> = {}): SecretInfo {
  return {
    name,
    description: '',
    backend: 'file',
    createdAt: '2026-11-01T08:00:00.000Z',
    updatedAt: '2026-11-02T08:00:00.000Z',
    lastUsedAt: null,
    expiresAt: null,
    exists: true,
    checkedAt: '2026-11-20T08:00:00.000Z',
    lengthBytes: 51,
    fingerprint: '0123456789ab',
    ...facts,
  };
}

export function check(id: string, facts: Partial<CheckResult> = {}): CheckResult {
  return {
    id,
    group: 'presence',
    title: id,
    status: 'ok',
    tool: null,
    message: 'as it should be',
    evidence: null,
    fix: null,
    repair: null,
    ignored: null,
    durationMs: 1,
    ...facts,
  };
}

export function report(checks: CheckResult[]): HealthReport {
  const summary = { ok: 0, info: 0, warn: 0, fail: 0, skipped: 0, unknown: 0 };
  for (const { status } of checks) summary[status]++;
  return {
    overallStatus: 'degraded',
    healthyCount: 2,
    summary,
    ignoredCount: 0,
    groups: [],
    checks,
  };
}

export const sampleStatus: Status = {
  tools: [
    tool('claude', { name: 'Claude Code', version: '2.0.44', key: 'login' }),
    tool('codex', { name: 'Codex CLI', version: '0.58.0', copies: 2, health: 'warn' }),
    tool('aider', {
      name: 'Aider',
      installed: false,
      version: null,
      channel: null,
      path: null,
      copies: 0,
      key: 'absent',
      health: null,
    }),
  ],
  vault: {
    choice: 'auto',
    backend: 'file',
    protection: 'key-file',
    secretCount: 2,
    note: null,
    path: '/home/ada/.local/share/aim/secrets/vault.json',
  },
  secrets: [
    secret('OPENAI_API_KEY', { expiresAt: '2027-01-31T00:00:00.000Z', description: 'work' }),
    secret('GITHUB_TOKEN', { exists: false }),
  ],
  config: [{ kind: 'user', path: '/home/ada/.config/aim/aim_config.json', trusted: true }],
  healthCheckedAt: '2026-11-20T08:00:00.000Z',
  lastEvent: {
    timestamp: '2026-11-20T08:00:00.000Z',
    event_type: 'health_check',
    severity: 'info',
    message: 'health: degraded',
    details: {},
    user: 'ada',
    session_id: '1',
  },
  findings: [],
};

export const sampleHealth: HealthReport = report([
  check('path', { title: 'PATH', message: 'All 10 folders are in order' }),
  check('duplicates', {
    title: 'Duplicates',
    status: 'warn',
    tool: 'codex',
    message: 'Codex CLI is installed 2 times',
    evidence: '/usr/bin/codex, /home/ada/.npm-global/bin/codex',
    fix: 'which -a codex',
  }),
]);

export const sampleKeychain: KeychainState = {
  state: 'unavailable',
  detail: 'there is no session bus',
  durationMs: 12,
};

export const sampleActivity: RecentEvents = {
  place: null,
  events: [
    sampleStatus.lastEvent as AuditRecord,
    event('2026-11-20T07:30:00.000Z', {
      event_type: 'secret_refused',
      severity: 'warning',
      message: 'OPENAI_API_KEY is not shown: an AI agent asked',
      details: { keys: ['OPENAI_API_KEY'], success: false },
    }),
    event('2026-11-20T07:00:00.000Z', {
      event_type: 'secret_set',
      message: 'secret stored: GITHUB_TOKEN',
    }),
  ],
};

export function event(timestamp: string, facts: Partial<AuditRecord> = {}): AuditRecord {
  return {
    timestamp,
    event_type: 'tool_run',
    severity: 'info',
    message: 'ran claude',
    details: {},
    user: 'ada',
    session_id: '1',
    ...facts,
  };
}

const plain = {
  strategy: { name: 'ordered', seed: 1, note: null },
  failureDomains: [],
  warnings: [],
} satisfies Partial<RoutePlan>;

export const sampleRoutes: readonly RoutePlan[] = [
  {
    ...plain,
    capability: 'code_review',
    chosen: 'codex',
    chain: ['codex', 'claude', 'goose'],
    candidates: [
      candidate('codex', 1, 'first of the configured chain'),
      candidate('claude', 2, 'second of the configured chain'),
      candidate('goose', 3, 'third of the configured chain'),
      candidate('aider', null, 'not installed'),
    ],
  },
  { ...plain, capability: 'research', chosen: null, chain: [], candidates: [] },
];

function candidate(tool: string, rank: number | null, reason: string) {
  const excludedBy = rank === null ? ('not-installed' as const) : null;
  return { tool, rank, reason, eligible: rank !== null, excludedBy, score: null };
}

/** A dashboard that has read everything. */
export function sampleState(size: Size, facts: Partial<DashboardState> = {}): DashboardState {
  const done = { asOf: null, error: null, isLoading: false, findings: [] };
  return {
    ...initialState(size),
    status: { ...done, data: sampleStatus },
    health: { ...done, data: sampleHealth },
    keychain: { ...done, data: sampleKeychain },
    activity: { ...done, data: sampleActivity },
    routes: { ...done, data: sampleRoutes },
    breakers: { ...done, data: [] },
    now: Date.parse('2026-11-20T08:30:00.000Z'),
    ...facts,
  };
}
