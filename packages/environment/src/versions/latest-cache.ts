import { isAimError, readStateFile, writeFileAtomic } from '@aim/core';

/** What a registry last said of one package. */
export interface LatestAnswer {
  /** When it was asked successfully, RFC 3339 in UTC; null when it never answered. */
  checkedAt: string | null;
  /** Null for a package that it does not know. */
  version: string | null;
  etag: string | null;
  /** Why the last question brought no answer, as the end of a sentence, and when. */
  failure: { at: string; why: string } | null;
}

/** Answers by `MANAGER REGISTRY PACKAGE`. */
export type LatestCache = Readonly<Record<string, LatestAnswer>>;

/** The answers that are kept; none when there is no file or when it is damaged: it is a cache. */
export function readLatestCache(file: string): LatestCache {
  try {
    return readStateFile(file, 'the cache of latest versions', isCache)?.answers ?? {};
  } catch (error) {
    if (isAimError(error)) return {};
    throw error;
  }
}

/** Keeps the answers. @throws AimError `file.permission` and others of an atomic write */
export function writeLatestCache(file: string, answers: LatestCache): void {
  writeFileAtomic(file, `${JSON.stringify({ schema: 1, answers }, null, 2)}\n`);
}

function isCache(value: unknown): value is { answers: Record<string, LatestAnswer> } {
  const cache = value as { schema?: unknown; answers?: unknown } | null;
  if (cache?.schema !== 1 || typeof cache.answers !== 'object' || cache.answers === null) {
    return false;
  }
  return Object.values(cache.answers as Record<string, Partial<LatestAnswer> | null>).every(
    (answer) =>
      isTextOrNull(answer?.checkedAt) &&
      isTextOrNull(answer?.version) &&
      isTextOrNull(answer?.etag),
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
