import type { FoundCache, HeldRules, Identity } from '../caches/types.js';

/** Where what is cleaned is put aside: on the file system that it is on, so that nothing is copied. */
export interface AsidePlace {
  kind: 'trash' | 'quarantine';
  /** The folder that it goes into. */
  files: string;
  /** The folder of the notes that the trash of freedesktop.org has; null for a quarantine. */
  info: string | null;
  /** What paths in these notes are relative to; null for absolute ones. */
  topFolder: string | null;
}

/** A cache that goes, and how. */
export interface CleanStep {
  id: string;
  owner: string;
  path: string;
  identity: Identity;
  isFolder: boolean;
  files: number;
  /** What it frees, in bytes; of what is put aside, when that is emptied. */
  bytes: number;
  rules: HeldRules;
  how: { kind: 'own-command'; argv: readonly string[] } | { kind: 'aside'; place: AsidePlace };
  /** Why it is safe. */
  why: string;
  /** How it comes back. */
  comesBack: string;
}

export type LeftReason =
  | 'unproven'
  | 'yours'
  | 'credential'
  | 'kept'
  | 'repository'
  | 'unreadable'
  | 'name'
  | 'outside'
  | 'guarded'
  | 'mount'
  | 'choice'
  | 'models'
  | 'no-place';

/** A cache that stays. */
export interface LeftCache {
  id: string;
  path: string;
  bytes: number;
  reason: LeftReason;
  message: string;
  /** What a person may do instead. */
  advice: string | null;
}

export interface CleanPlan {
  /** What frees most comes first. */
  steps: CleanStep[];
  left: LeftCache[];
  /** What all steps free, in bytes. */
  bytes: number;
}

/** What a plan has to know of the machine beside the caches. */
export interface CleanFacts {
  /** The folders that a user named, and beyond which nothing goes; null where none are named. */
  within: readonly string[] | null;
  /** Folders that never go, nor what they lie in: the home, the working directory, those of AIM. */
  guarded: readonly string[];
  mountPoints: readonly string[];
  /** Where a cache would be put aside; null where there is no place on its file system. */
  placeFor: (cache: FoundCache) => AsidePlace | null;
  canRun: (program: string) => boolean;
}

export interface CleanChoice {
  /** Ids of caches; all that are made again by themselves unless told. */
  only?: readonly string[];
  /** False puts aside also where the program has a command of its own. */
  ownCommands?: boolean;
}
