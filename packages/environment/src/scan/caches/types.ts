import type { CatalogueDirectory } from '@aim/core';

/** What a tree takes on the disk; an inode that several names share counts once in a whole scan. */
export interface TreeSize {
  files: number;
  /** As the files say they are long, in bytes. */
  apparentBytes: number;
  /** What they take on the disk, in bytes. */
  allocatedBytes: number;
  /** What goes free when the tree goes, in bytes: nothing of a file that has a name elsewhere. */
  freeableBytes: number;
  /** When something in it last changed, in ms since 1970; null for an empty tree. */
  newestMs: number | null;
}

/** The entry that a path names, so that it is known again: `DEVICE:INODE`. */
export type Identity = string;

/** Something in a cache that must not go. */
export interface HeldPath {
  path: string;
  why: 'kept' | 'credential' | 'own-directory' | 'repository' | 'unreadable';
}

/** How it is told what in a cache must not go. */
export interface HeldRules {
  /** Globs of the catalogue. */
  keep: readonly string[];
  /** How many folders below the top a repository counts. */
  repositoryDepth: number;
}

/** A folder or file that a program keeps to be quicker, or that it piled up. */
export interface FoundCache {
  /** The id of the directory in the catalogue, or of the kind of project cache. */
  id: string;
  owner: { id: string; name: string };
  /** `project` lies below a root; `catalogue` where the catalogue says. */
  origin: 'catalogue' | 'project';
  kind: CatalogueDirectory['kind'];
  /** `unproven` matches a configured pattern, and nothing shows that it can be made again. */
  safety: CatalogueDirectory['safety'] | 'unproven';
  /** What shows that it is a cache, as a sentence; null where nothing does. */
  proof: string | null;
  /** The real path; no part of it below its root is a link. */
  path: string;
  isFolder: boolean;
  identity: Identity;
  size: TreeSize;
  rules: HeldRules;
  /** Sorted by path. */
  holds: HeldPath[];
  contents: string;
  /** Commands that show it, and the program's own that clean it, gentlest first. */
  list: readonly string[];
  cleanup: readonly string[];
  /** The one that AIM may run. */
  clean: readonly string[];
}

/** What could not be looked at, and what was left alone because a link leads to it. */
export interface CacheProblem {
  path: string;
  kind: 'missing' | 'unreadable' | 'link' | 'pattern' | 'refused';
  message: string;
}

export interface CacheScan {
  /** Below which project caches were looked for; none lies within another. */
  roots: string[];
  /** The largest first. */
  caches: FoundCache[];
  problems: CacheProblem[];
}

export interface CacheScanOptions {
  /** Folders to look in and nowhere else; without them the places of the catalogue and `roots`. */
  paths?: readonly string[];
  /** Where project caches are looked for when there are no `paths`; the working directory unless told. */
  roots?: readonly string[];
  /** Replaces the known kinds of project caches, as `scanner.cachePatterns` does. */
  patterns?: readonly string[];
  /** Folders that are never looked into, such as those of AIM. */
  skip?: readonly string[];
  /** Ends the walk; what was found until then is the result. */
  signal?: AbortSignal;
}
