import type { ByHandReason } from './by-hand.js';

/** A key that goes into the vault, and leaves `aim://SECRET` in its place. */
export interface AdoptStep {
  file: string;
  line: number;
  column: number;
  variable: string;
  secret: string;
  /** `add` stores the value first; with `same` the vault has it already. */
  action: 'add' | 'same';
  reference: string;
  /** Of the value that is replaced, without its quotes, in bytes. */
  offset: number;
  length: number;
}

/** A key that stays where it is, with the reason and what a person does about it. */
export interface ByHand {
  file: string;
  line: number;
  column: number;
  variable?: string;
  reason: ByHandReason;
  message: string;
  fix: string;
}

/** What adopting does; never a value. */
export interface AdoptionPlan {
  steps: AdoptStep[];
  byHand: ByHand[];
  /** Files of an AIM that was killed, which may hold keys and are removed. */
  leftovers: string[];
}

/** What was done to one file; neither a value nor enough to rebuild it without the vault. */
export interface AdoptedFile {
  /** The file itself; not a link to it. */
  file: string;
  /** Permission bits that it had. */
  mode: number;
  /** SHA-256 of its bytes, in hex. */
  before: string;
  after: string;
  /** In the order of the file; offset and length of the value in the bytes of before. */
  edits: AdoptedValue[];
}

export interface AdoptedValue {
  offset: number;
  length: number;
  variable: string;
  secret: string;
  reference: string;
  /** Tells the value among the versions of its secret, as in the index of secrets. */
  fingerprint: string;
}

/** The work of one `--adopt`, as the journal keeps it. */
export interface Adoption {
  id: number;
  /** RFC 3339 in UTC. */
  at: string;
  files: AdoptedFile[];
}

/**
 * How a file is to the journal: `adopted` has the references, `restored` is as it was before, by an
 * undo, by hand or because AIM was killed before it changed it.
 */
export type AdoptedState = 'adopted' | 'restored' | 'changed' | 'missing';

/** An adoption that can be taken back, and how its files are now. */
export interface AdoptionInfo {
  id: number;
  at: string;
  files: { file: string; state: AdoptedState; secrets: string[] }[];
  /** What an AIM that was killed left beside these files; the next adoption or undo removes it. */
  leftovers: string[];
}
