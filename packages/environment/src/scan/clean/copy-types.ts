import type { Identity } from '../caches/types.js';
import type { AsidePlace } from './types.js';

/** Files that a scan found to be of the same content. */
export interface SameFiles {
  hash: string;
  sizeBytes: number;
  files: readonly string[];
}

/** A regular file as it is now. */
export interface FileFacts {
  path: string;
  identity: Identity;
  device: string;
  size: number;
  allocatedBytes: number;
  modifiedMs: number;
  mode: number;
  /** User and group, which every name of an inode shares. */
  owner: string;
  /** How many names it has. */
  names: number;
}

/** A copy that goes or becomes another name of the one that is kept. */
export interface CopyStep {
  path: string;
  identity: Identity;
  kept: string;
  keptIdentity: Identity;
  size: number;
  modifiedMs: number;
  mode: number;
  bytes: number;
  how: { kind: 'hard-link' } | { kind: 'reflink' } | { kind: 'aside'; place: AsidePlace };
  why: string;
  comesBack: string;
}

export type LeftCopyReason =
  | 'changed'
  | 'link'
  | 'name'
  | 'credential'
  | 'outside'
  | 'names'
  | 'program'
  | 'device'
  | 'owner'
  | 'no-place';

export interface LeftCopy {
  path: string;
  reason: LeftCopyReason;
  message: string;
}

export interface CopyPlan {
  steps: CopyStep[];
  left: LeftCopy[];
  bytes: number;
}

export interface CopyFacts {
  /** Null for what is no regular file, or is not there; `link` where a link is on the way. */
  file: (path: string) => FileFacts | null | 'link';
  /** Folders that programs manage: what lies there is linked at most. */
  stores: readonly string[];
  within: readonly string[] | null;
  placeFor: (path: string) => AsidePlace | null;
  /** True where the file system shares blocks between files. */
  canClone: (path: string) => boolean;
}

export interface CopyChoice {
  /** Makes copies further names of one file; a change of one is then a change of all. */
  link?: 'hard';
}
