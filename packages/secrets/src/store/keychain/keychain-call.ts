import type { Host } from '@aim/core';

export interface KeychainOptions {
  host: Host;
  /** Under which name the keychain keeps the entries. */
  service: string;
  helperFile: string;
  /** The longest that one batch of calls may take, in ms. */
  deadlineMs: number;
  /** Variables that hold keys: the helper does not get them. */
  knownKeys: () => ReadonlySet<string>;
  /** Where a helper is noted while it may write. */
  writerFile: string;
  /** Where values lie that are too long for an entry. */
  overflowDir: string;
}

/** What is asked of the keychain; values are the text of its entries. */
export type KeychainCall =
  | { op: 'get' | 'delete' | 'probe'; account: string }
  /** Refused as `corrupt` where an entry is that AIM did not write. */
  | { op: 'set'; account: string; value: string };

export type KeychainAnswer =
  { state: 'present'; value: string } | { state: 'done' | 'absent' | 'corrupt' } | KeychainFailure;

export type KeychainFailure =
  { state: 'timeout' } | { state: 'locked' | 'denied' | 'unavailable'; detail: string };
