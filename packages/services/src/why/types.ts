import type { ReadStep } from '@aim/core';

/**
 * What is at a place: `holds` also where only a file or a setting is known to be there, `unknown`
 * for a file that cannot be read, `not-checked` for what is not looked at.
 */
export type PlaceState = 'holds' | 'empty' | 'absent' | 'unknown' | 'not-checked';

/** One way of starting the tool: with `aim run`, or by itself in this environment. */
export interface PlaceView {
  state: PlaceState;
  /** Whether it is the value in the vault. `unknown` where that cannot be said. */
  same: 'yes' | 'no' | 'unknown';
  /** The earlier version of the secret that it is. */
  version?: number;
  /** The secret that `aim run` fills it with. */
  secret?: string;
  wins: 'yes' | 'maybe' | 'no';
}

/** Where a tool may take a key from. Never holds a value. */
export interface KeyPlace {
  /** In the tool's own order, from 1. */
  rank: number;
  from: ReadStep['from'];
  /** The variable, the file and line, the entry of the keychain, the setting or the option. */
  where: string;
  file?: string;
  line?: number;
  /** The path of the value in the file. */
  at?: string;
  variables?: string[];
  /** A condition, to follow "only when". */
  when?: string;
  notes: string[];
  run: PlaceView;
  alone: PlaceView;
  /** The lines of the user's shell files that set the variable. */
  setIn?: ShellLine[];
}

export interface ShellLine {
  file: string;
  line: number;
  same: PlaceView['same'];
  version?: number;
}

/** A place that holds another value than the vault, or the same in plaintext. */
export interface KeyCopy {
  where: string;
  rank: number;
  file?: string;
  line?: number;
  /** The earlier version of the secret that it is; absent for any other value. */
  version?: number;
}

export interface Winner {
  rank: number;
  where: string;
  /** False where no place surely wins, and this is the first that may. */
  sure: boolean;
  /** The ranks of other places that win instead when their condition holds, or they hold a key. */
  unless: number[];
}

export interface KeyAnswer {
  /** As it was asked for. */
  key: string;
  tool: string;
  /** The secret that the places are held against; null when none is stored. */
  secret: string | null;
  places: KeyPlace[];
  winner: { run: Winner | null; alone: Winner | null };
  stale: KeyCopy[];
  /** In plaintext and equal to the vault's value. */
  copies: KeyCopy[];
}

/** What lies at a place, while it is judged; holds values, and is not handed out. */
export interface FoundPlace extends Pick<
  KeyPlace,
  'from' | 'where' | 'file' | 'line' | 'at' | 'when' | 'notes'
> {
  variables?: string[];
  reading: Reading;
  /** False where the value may be of another key, such as one of many in a list. */
  sure: boolean;
  /** False for a credential of another kind, such as a login: to differ is no fault of it. */
  comparable: boolean;
  /** True for a file that the tool passes over. */
  passedOver?: true;
}

export type Reading =
  | { kind: 'text'; text: string }
  /** Variables of the process, which differ between the two ways of starting. */
  | { kind: 'variables'; names: string[] }
  | { kind: 'state'; state: Exclude<PlaceState, 'empty'> };
