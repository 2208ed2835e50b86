import type { AsideList, CleaningInfo, Restored } from '@aim/environment';
import type { AimContext } from '../context.js';
import type { Caches, CachesRequest } from './caches.js';
import type { CleanRequest, PlannedClean } from './clean.js';
import type { Duplicates, DuplicatesRequest } from './duplicates.js';
import type { Emptied } from './restore.js';
import type { ToolsScan } from './tools.js';
import type { WholeScan } from './whole.js';

/** What AIM finds that takes disk for nothing, and what it cleans and takes back. */
export interface ScanUseCases {
  /** Files of the same content; changes nothing but a cache of its own. */
  scanDuplicates: (request?: DuplicatesRequest) => Promise<Duplicates>;
  /** The caches beside the duplicates that were found. */
  addCaches: (duplicates: Duplicates, paths?: readonly string[]) => Promise<WholeScan>;
  /** Writes a page for people who would rather look; answers its path. */
  scanReport: (duplicates: Duplicates, file: string) => Promise<string>;
  /** What caches, models and logs take on the disk; changes nothing. */
  scanCaches: (request?: CachesRequest) => Promise<Caches>;
  /** What of the installed tools nobody needs; changes nothing. */
  scanTools: () => Promise<ToolsScan>;
  /** Plans what of caches or copies may go; changes nothing until its `apply`. */
  planClean: (request?: CleanRequest) => Promise<PlannedClean>;
  /** What was cleaned and can be taken back, the oldest first. */
  listCleanings: () => Promise<CleaningInfo[]>;
  /** The last cleaning unless told. */
  planCleanRestore: (id?: number) => Promise<CleaningInfo>;
  restoreCleaning: (id?: number) => Promise<Restored>;
  listAside: () => Promise<AsideList>;
  /** Deletes for good what cleanings put aside. */
  emptyAside: () => Promise<Emptied>;
}

/** Each loads its code when it is called. */
export function scanUseCases(context: AimContext): ScanUseCases {
  const cleanings = () => import('./restore.js');
  return {
    scanDuplicates: async (request) =>
      (await import('./duplicates.js')).scanDuplicates(context, request),
    addCaches: async (duplicates, paths) =>
      (await import('./whole.js')).addCaches(context, duplicates, paths),
    scanReport: async (duplicates, file) =>
      (await import('./report.js')).scanReport(context, duplicates, file),
    scanCaches: async (request) => (await import('./caches.js')).scanCaches(context, request),
    scanTools: async () => (await import('./tools.js')).scanTools(context),
    planClean: async (request) => (await import('./clean.js')).planClean(context, request),
    listCleanings: async () => (await cleanings()).listCleanings(context),
    planCleanRestore: async (id) => (await cleanings()).planRestore(context, id),
    restoreCleaning: async (id) => (await cleanings()).restoreCleaning(context, id),
    listAside: async () => (await cleanings()).listAside(context),
    emptyAside: async () => (await cleanings()).emptyAside(context),
  };
}
