import type { AimContext } from '../context.js';
import { scanCaches, type CacheRow, type Caches } from './caches.js';
import { megabytes, type Duplicates } from './duplicates.js';

/** Duplicates and caches, and what AIM+ called the latter. */
export interface WholeScan extends Omit<Duplicates, 'summary'> {
  /** Null where the search for duplicates was stopped. */
  caches: Caches | null;
  misplaced_caches: { path: string; pattern: string; size_mb: number; file_count: number }[];
  summary: Duplicates['summary'] & { total_cache_mb: number };
}

/** Adds the caches to the duplicates that were found, unless that search was stopped. */
export async function addCaches(
  context: AimContext,
  duplicates: Duplicates,
  paths: readonly string[] = [],
): Promise<WholeScan> {
  const caches = duplicates.summary.isPartial
    ? null
    : await scanCaches(context, paths.length === 0 ? {} : { paths });
  return {
    ...duplicates,
    caches,
    misplaced_caches: (caches?.caches ?? []).map(asInAimPlus),
    summary: {
      ...duplicates.summary,
      total_cache_mb: megabytes(caches?.summary.allocatedBytes ?? 0),
    },
  };
}

function asInAimPlus(row: CacheRow): WholeScan['misplaced_caches'][number] {
  const { path, id, allocatedBytes, files } = row;
  return { path, pattern: id, size_mb: megabytes(allocatedBytes), file_count: files };
}
