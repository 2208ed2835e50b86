import type { Host } from '@aim/core';
import type { CataloguePackage } from '@aim/core';
import type { ToolPresence } from '../../detect/types.js';

/** What of an installed tool nobody needs, or is there more than once. */
export interface ToolWaste {
  /**
   * `twice`: a second copy of the same name. `old-version`: kept beside the one that runs.
   * `versions`: several, of which a version manager chooses by the folder. `half-update`: moved
   * aside by an update that broke off. `orphan`: starts what is not there any more.
   */
  kind: 'twice' | 'old-version' | 'versions' | 'half-update' | 'orphan';
  /** The id of the tool; null for a program that the catalogue does not know. */
  tool: string | null;
  path: string;
  version: string | null;
  /** What goes free when it goes, in bytes; null where that is not known. */
  freeableBytes: number | null;
  message: string;
  /** The command that removes it, or that shows more. */
  fix: string;
}

/** The same before it is measured. `takes` is what is removed with it, where that is known. */
export type FoundWaste = Omit<ToolWaste, 'freeableBytes'> & { takes: string | null };

export interface ToolScanInput {
  host: Host;
  tools: readonly ToolPresence[];
  /** All packages that a tool comes in, best first. */
  knownPackages: (toolId: string) => readonly CataloguePackage[];
}
