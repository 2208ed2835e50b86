import { expand, loadDirectories, type AimConfig, type Host } from '@aim/core';
import {
  scanCaches as scan,
  type CacheProblem,
  type CacheScan,
  type FoundCache,
} from '@aim/environment';
import { resolve } from 'node:path';
import type { AimContext } from '../context.js';

export interface CachesRequest {
  /** Folders to look in, and nowhere else; all places and the configured roots unless told. */
  paths?: readonly string[];
  signal?: AbortSignal;
}

/** A cache as it is told; sizes in bytes. */
export interface CacheRow extends Omit<
  FoundCache,
  'size' | 'identity' | 'isFolder' | 'clean' | 'rules'
> {
  files: number;
  apparentBytes: number;
  allocatedBytes: number;
  freeableBytes: number;
  /** When something in it last changed, RFC 3339 in UTC; null for an empty folder. */
  changedAt: string | null;
  ageDays: number | null;
}

export interface Caches {
  roots: string[];
  /** The largest first. */
  caches: CacheRow[];
  summary: { caches: number; allocatedBytes: number; freeableBytes: number };
  problems: CacheProblem[];
}

/** What programs keep on disk to be quicker, or piled up. Starts nothing and changes nothing. */
export async function scanCaches(
  context: AimContext,
  request: CachesRequest = {},
): Promise<Caches> {
  const { roots, caches, problems } = await findCaches(context, request);
  const now = context.host.now().getTime();
  const sum = (of: (cache: FoundCache) => number) =>
    caches.reduce((total, one) => total + of(one), 0);
  return {
    roots,
    caches: caches.map((cache) => rowOf(cache, now)),
    summary: {
      caches: caches.length,
      allocatedBytes: sum(({ size }) => size.allocatedBytes),
      freeableBytes: sum(({ size }) => size.freeableBytes),
    },
    problems,
  };
}

/** The same as it was found, for a plan. */
export async function findCaches(
  { host, paths: own, config }: AimContext,
  { paths, signal }: CachesRequest,
): Promise<CacheScan> {
  const loaded = (await config()).config;
  const { roots, missing } = configuredRoots(loaded, host);
  const central = loaded.environment?.centralCache;
  const found = await scan(await loadDirectories(), host, {
    ...(paths !== undefined && { paths: paths.map((path) => resolve(host.cwd, path)) }),
    ...(roots.length > 0 && { roots }),
    ...patternsOf(loaded),
    skip: [own.config, own.data, own.state, own.cache, ...pathsOf([central ?? ''], host).roots],
    ...(signal && { signal }),
  });
  const unset = paths === undefined || paths.length === 0 ? missing : [];
  return { ...found, problems: [...unset, ...found.problems] };
}

function patternsOf({ environment }: AimConfig): { patterns?: readonly string[] } {
  const patterns = environment?.scanner?.cachePatterns;
  return patterns === undefined ? {} : { patterns };
}

function configuredRoots({ environment }: AimConfig, host: Host) {
  return pathsOf(environment?.scanner?.roots ?? [], host);
}

// Told as it is configured: an untrusted project's file may name a variable that holds a key.
function pathsOf(texts: readonly string[], host: Host) {
  const roots: string[] = [];
  const missing: CacheProblem[] = [];
  for (const text of texts.filter((each) => each !== '')) {
    const expansion = expand(text, host);
    if ('text' in expansion) roots.push(resolve(host.cwd, expansion.text));
    else {
      const message = `it uses ${expansion.missing.join(', ')}, which is not set`;
      missing.push({ path: text, kind: 'missing', message });
    }
  }
  return { roots, missing };
}

function rowOf(cache: FoundCache, now: number): CacheRow {
  const { id, owner, origin, kind, safety, proof, path, holds, contents, list, cleanup } = cache;
  const { newestMs, ...sizes } = cache.size;
  const age = newestMs === null ? null : Math.max(0, Math.floor((now - newestMs) / 86_400_000));
  return {
    ...{ id, owner, origin, kind, safety, proof, path },
    ...sizes,
    changedAt: newestMs === null ? null : new Date(newestMs).toISOString(),
    ageDays: age,
    ...{ holds, contents, list, cleanup },
  };
}
