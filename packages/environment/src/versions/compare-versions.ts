import type { Channel } from '../detect/types.js';
import { comparePep440 } from './pep440.js';
import { compareSemver } from './semver.js';

/**
 * Which of two versions of one channel is newer: below zero when `a` is older, zero when they rank
 * alike. Python's by PEP 440, all others as semantic versions; null where either is of another
 * form, and for apt, whose versions only look like these.
 */
export function compareVersions(a: string, b: string, channel: Channel | null): number | null {
  if (channel === 'apt') return null;
  return channel === 'pipx' || channel === 'uv' ? comparePep440(a, b) : compareSemver(a, b);
}
