import { isAimError, isPlainObject, readStateFile, writeFileAtomic } from '@aim/core';
import { join } from 'node:path';
import type { FactsPackage, PackageFacts } from './types.js';

/** What a registry last said of a package. */
export interface KeptFacts {
  schema: 1;
  registry: string;
  etag: string | null;
  checkedAt: string;
  /** Null for a package that it does not know. */
  facts: PackageFacts | null;
}

/** What is kept of a package; undefined when nothing is, or it is damaged: it is a cache. */
export function readKeptFacts(
  folder: string,
  wanted: FactsPackage,
  registry: string,
): KeptFacts | undefined {
  try {
    const kept = readStateFile(fileOf(folder, wanted), 'the cache of packages', isKept);
    return kept?.registry === registry ? kept : undefined;
  } catch (error) {
    if (isAimError(error)) return undefined;
    throw error;
  }
}

/** Keeps an answer. Where it cannot be kept, it is asked for again. */
export function keepFacts(folder: string, wanted: FactsPackage, kept: KeptFacts): void {
  try {
    writeFileAtomic(fileOf(folder, wanted), `${JSON.stringify(kept)}\n`, { durable: false });
  } catch (error) {
    if (!isAimError(error)) throw error;
  }
}

function fileOf(folder: string, { source, name }: FactsPackage): string {
  return join(folder, source, `${encodeURIComponent(name)}.json`);
}

function isKept(value: unknown): value is KeptFacts {
  const kept = value as Partial<KeptFacts> | null;
  if (kept?.schema !== 1 || typeof kept.registry !== 'string') return false;
  if (typeof kept.checkedAt !== 'string') return false;
  if (kept.facts === null) return true;
  return (
    isPlainObject(kept.facts) &&
    isPlainObject(kept.facts.versions) &&
    Object.values(kept.facts.versions).every(
      (each) =>
        isPlainObject(each) && isPlainObject(each.integrity) && Array.isArray(each.signatures),
    )
  );
}
