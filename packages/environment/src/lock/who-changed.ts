import type { ToolPresence } from '../detect/types.js';
import { compareVersions } from '../versions/compare-versions.js';

/** Who is known, or thought, to have changed a version. */
export interface ChangedBy {
  who: 'aim' | 'self-update' | 'other-manager' | 'unknown';
  /** What tells it, as a sentence. */
  evidence: string;
}

/** What AIM's journal says of its last installation of a tool. */
export interface InstallRecord {
  version: string | null;
  /** RFC 3339 in UTC. */
  at: string;
}

export interface ChangeFacts {
  presence: ToolPresence | undefined;
  actual: string | null;
  effective: string | null;
  expected: string | null;
  updatesItself: boolean;
  installed: InstallRecord | undefined;
}

/** Who changed a tool that is not what was asked for, by what is known of it. Pure. */
export function whoChanged(facts: ChangeFacts): ChangedBy {
  const { presence, actual, effective, expected, updatesItself, installed } = facts;
  const channel = presence?.channel ?? 'unknown';
  if (installed !== undefined && installed.version === actual) {
    const evidence = `AIM installed ${actual} on ${installed.at}; what is asked for changed since`;
    return { who: 'aim', evidence };
  }
  if (effective !== null && effective !== actual) {
    return { who: 'self-update', evidence: `It fetched ${effective} for itself` };
  }
  const order = actual && expected && compareVersions(actual, expected, channel);
  if (updatesItself && typeof order === 'number' && order > 0) {
    return {
      who: 'self-update',
      evidence: 'It updates itself, nothing switches that off, and it is newer',
    };
  }
  if (installed !== undefined) {
    const evidence = `AIM installed ${installed.version} on ${installed.at}; somebody else came after that`;
    return { who: channel === 'unknown' ? 'unknown' : 'other-manager', evidence };
  }
  if (channel !== 'unknown')
    return {
      who: 'other-manager',
      evidence: `${channel} answers for it, and AIM has not installed it`,
    };
  return { who: 'unknown', evidence: 'No manager answers for it' };
}
