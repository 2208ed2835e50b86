import type { SecretForm } from '@aim/core';

/** A file to search, and what it is. */
export interface SweepFile {
  file: string;
  kind: string;
  tool?: string;
  /** The link that leads to it, where it was found by one. */
  link?: string;
}

/** A key in plaintext. Neither the value nor enough to rebuild it is in it. */
export interface SweepHit {
  file: string;
  /** Of the first byte of the value, from 1; the column in bytes. */
  line: number;
  column: number;
  /** Of the value in the file, in bytes. */
  offset: number;
  length: number;
  /** The id of the kind of place, such as `env-file`. */
  kind: string;
  /** The catalogue's id of the tool whose file it is. */
  tool?: string;
  /** The link in the home that leads to the file. */
  link?: string;
  /** The name beside the value. */
  variable?: string;
  /** By the shape of the value, or by its name. */
  provider?: string;
  keyKind?: string;
  /** The secret of the vault that has this very value. */
  secret?: string;
  form: SecretForm;
  /** The prefix of its kind, and a mark for the rest. */
  masked: string;
  /** Null where a file has no mode, as on Windows. */
  mode: { octal: string; othersCanRead: boolean } | null;
  git: GitState;
}

/** `none` outside a repository; `unknown` when git could not be asked. */
export type GitState = 'tracked' | 'ignored' | 'untracked' | 'none' | 'unknown';

export interface SweepSummary {
  /** How many files were searched. */
  searched: number;
  /** How many files have a key. */
  files: number;
  hits: number;
  /** False when the values of the vault could not be read, and were not looked for. */
  knownValues: boolean;
}

export interface Sweep {
  findings: SweepHit[];
  summary: SweepSummary;
  unreadable: { file: string; message: string }[];
}
