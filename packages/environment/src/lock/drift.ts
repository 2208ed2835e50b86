import type { Channel, ToolPresence } from '../detect/types.js';
import { allowsVersion, versionScheme, type VersionRange } from '../versions/range.js';
import { wishedRange, type ToolWish } from './wish.js';
import type { LockedTool } from './types.js';
import { whoChanged, type ChangedBy, type InstallRecord } from './who-changed.js';

/**
 * `unexpected` is there by another manager than was asked for; `unknown` is there, and nothing on
 * disk tells its version.
 */
export type DriftStatus = 'ok' | 'drift' | 'missing' | 'unexpected' | 'unknown';

/** One tool: what is asked for, what is locked, what is there, and what could be. */
export interface DriftRow {
  tool: string;
  /** By which it is asked for or locked; null where that is open and it is not installed. */
  manager: Channel | null;
  package: string | null;
  /** As the configuration says it. */
  range: string | null;
  locked: string | null;
  /** The locked version, else what the configuration says; null for any. */
  expected: string | null;
  /** The installed version. */
  actual: string | null;
  /** The one that runs. */
  effective: string | null;
  /** The newest of its channel that was heard of. */
  latest: string | null;
  status: DriftStatus;
  /** Why it is not ok, as a sentence; null when it is. */
  reason: string | null;
  changedBy: ChangedBy | null;
}

export interface DriftInput {
  wish: ToolWish;
  locked: LockedTool | undefined;
  presence: ToolPresence | undefined;
  effective: string | null;
  latest: string | null;
  /** It replaces itself with newer versions, and nothing keeps it from that. */
  updatesItself: boolean;
  /** What AIM last installed of it. */
  installed: InstallRecord | undefined;
}

/** Holds a tool against lock and configuration. Pure. */
export function driftRow(input: DriftInput): DriftRow {
  const { wish, locked, presence, effective, latest } = input;
  const wanted = wantedChannel(input);
  const actual = presence?.version ?? null;
  const lockedVersion = locked?.version ?? null;
  const { status, reason } = judge(input);
  const isOff = status === 'drift' || status === 'unexpected';
  return {
    tool: wish.tool,
    manager: wanted?.manager ?? presence?.channel ?? null,
    package: wanted?.name ?? presence?.package ?? null,
    range: wish.range,
    locked: lockedVersion,
    expected: lockedVersion ?? wish.range,
    actual,
    effective: presence?.installed === true ? (effective ?? actual) : null,
    latest,
    status,
    reason,
    changedBy: isOff
      ? whoChanged({ ...input, actual, expected: lockedVersion ?? wish.range })
      : null,
  };
}

/** What the lock says, else the configuration; undefined where any channel is right. */
function wantedChannel({ wish, locked }: Pick<DriftInput, 'wish' | 'locked'>) {
  if (wish.named !== null) return wish.named;
  return locked && { manager: locked.channel as Channel, name: locked.package };
}

function judge(input: DriftInput): { status: DriftStatus; reason: string | null } {
  const { wish, locked, presence } = input;
  const { tool } = wish;
  if (presence?.installed !== true)
    return { status: 'missing', reason: `${tool} is not installed` };
  const wanted = wantedChannel(input);
  const { channel, version } = presence;
  if (wanted !== undefined && channel !== wanted.manager) {
    const reason = `${tool} is there by ${channel ?? 'nobody'}, and asked for by ${wanted.manager}`;
    return { status: 'unexpected', reason };
  }
  const range = expectedRange(wish, locked, channel);
  if (range.kind === 'any') return { status: 'ok', reason: null };
  if (version === null)
    return { status: 'unknown', reason: `Nothing on disk tells the version of ${tool}` };
  const isLocked = typeof locked?.version === 'string';
  const words = isLocked ? `${locked.version} by the lock` : wish.range;
  if (!allowsVersion(range, version)) {
    return { status: 'drift', reason: `${tool} is ${version}, and ${words} was asked for` };
  }
  const runs = input.effective;
  if (runs !== null && !allowsVersion(range, runs)) {
    return {
      status: 'drift',
      reason: `${tool} runs ${runs} in place of ${version}, and ${words} was asked for`,
    };
  }
  return { status: 'ok', reason: null };
}

function expectedRange(
  wish: ToolWish,
  locked: LockedTool | undefined,
  channel: Channel | null,
): VersionRange {
  const version = locked?.version ?? null;
  if (locked === undefined || version === null) {
    return wishedRange(wish, channel ?? wish.usual.manager);
  }
  return { kind: 'exact', scheme: versionScheme(locked.channel), version };
}

/** How many rows there are of each status. */
export type DriftSummary = Record<DriftStatus | 'total', number>;

export function driftSummary(rows: readonly DriftRow[]): DriftSummary {
  const count = (status: DriftStatus) => rows.filter((row) => row.status === status).length;
  return {
    total: rows.length,
    ok: count('ok'),
    drift: count('drift'),
    missing: count('missing'),
    unexpected: count('unexpected'),
    unknown: count('unknown'),
  };
}
