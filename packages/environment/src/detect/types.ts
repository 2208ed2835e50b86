import type { CataloguePackage, PackageManager } from '@aim/core';

/** What detection has to know of a tool; a tool of the catalogue fits as it is. */
export interface DetectableTool {
  id: string;
  name: string;
  /** Program names, the main one first. One that holds a slash or starts with `~` is a path. */
  binaries: readonly string[];
  /** Places beside PATH where the tool may lie; variables and `~` are expanded. */
  searchPaths?: readonly string[];
  packages?: readonly CataloguePackage[];
}

/** Who installed a copy. `unknown` stands for everything that is not proven. */
export type Channel =
  | PackageManager
  | 'pnpm'
  | 'bun'
  | 'cargo'
  | 'go'
  | 'mise'
  | 'asdf'
  | 'volta'
  | 'proto'
  | 'vendor'
  | 'unknown';

/** One file of a tool; a second link to the same file is the same copy. */
export interface ToolCopy {
  path: string;
  realPath: string;
  /** From the owner's metadata; null when none tells it. The program itself is never asked. */
  version: string | null;
  channel: Channel;
  /** The package as its manager names it; null when no manager is proven. */
  package: string | null;
  /** The file that proves owner and version, or why they are unknown. */
  evidence: string;
  onPath: boolean;
}

/** Something that bears a tool's name and cannot do its work. */
export interface PresenceProblem {
  kind: PresenceProblemKind;
  path: string;
  detail: string;
}

export type PresenceProblemKind =
  'dangling-link' | 'not-executable' | 'not-a-file' | 'unreadable-metadata';

/** What the machine holds of one tool. The plain fields are those of the copy that runs. */
export interface ToolPresence {
  id: string;
  name: string;
  installed: boolean;
  /** The copy that PATH runs, else the first one of the search paths. */
  path: string | null;
  version: string | null;
  channel: Channel | null;
  package: string | null;
  evidence: string | null;
  /** Distinct files, those on PATH first and in its order. */
  copies: ToolCopy[];
  problems: PresenceProblem[];
}

export interface DetectOptions {
  /** The folder below which `usr` and `var/lib/dpkg` lie; `/` unless told. */
  systemRoot?: string;
}
