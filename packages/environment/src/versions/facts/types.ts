import type { Integrity } from '../../lock/types.js';

/** The registries that tell hashes and times. */
export type FactsSource = 'npm' | 'pypi';

/** A package and the registry that is asked about it. */
export interface FactsPackage {
  source: FactsSource;
  name: string;
}

/** What a registry tells of a package, as far as a lock needs it. */
export interface PackageFacts {
  /** What its makers call the latest; null where they do not. */
  latest: string | null;
  versions: Readonly<Record<string, VersionFacts>>;
}

export interface VersionFacts {
  /** RFC 3339 in UTC; null where it is not told. Of several files, the last. */
  publishedAt: string | null;
  /** Empty where there is no hash that is strong enough. */
  integrity: Integrity;
  signatures: readonly RegistrySignature[];
  /** Why nobody should take it: deprecated or yanked. */
  withdrawn: string | null;
}

export interface RegistrySignature {
  keyid: string;
  /** Base64 of an ECDSA signature in DER. */
  sig: string;
}

/** What is known of a package; `failed` keeps what was known before, as far as there was any. */
export type FactsAnswer =
  | { kind: 'known'; facts: PackageFacts; checkedAt: string }
  | { kind: 'absent' }
  | { kind: 'failed'; why: string; facts: PackageFacts | null };
