import type { FactsOf } from '../versions/facts/ask-facts.js';
import type { KeysOf } from '../versions/facts/signature-keys.js';
import type { FactsPackage } from '../versions/facts/types.js';
import { normalizedName } from '../versions/sources/pypi.js';
import type { HeldVersion } from './choose-version.js';
import type { VersionPolicy } from './policy.js';
import { isHashed } from './wish.js';

/** What is known when a wish is resolved. */
export interface ResolveContext {
  facts: FactsOf;
  keys: KeysOf;
  policy: VersionPolicy;
  now: Date;
}

/** Something worth knowing of a version that was chosen or kept, as a sentence. */
export interface LockNote {
  kind: 'held' | 'too-young' | 'withdrawn' | 'open' | 'not-verified' | 'not-asked';
  message: string;
  held?: readonly HeldVersion[];
}

/** Whom to ask about a package; undefined where nobody tells hashes. */
export function factsPackage(channel: string, name: string): FactsPackage | undefined {
  if (!isHashed(channel)) return undefined;
  return channel === 'pipx' || channel === 'uv'
    ? { source: 'pypi', name: normalizedName(name) }
    : { source: 'npm', name };
}
