import { AimError, expand, type AimConfig, type Host } from '@aim/core';
import {
  scanDuplicates as scan,
  type DuplicateGroup,
  type DuplicatesResult,
  type DuplicatesSummary,
  type ScanProblem,
  type ScanProgress,
} from '@aim/environment';
import { join, resolve } from 'node:path';
import type { AimContext } from '../context.js';

export interface DuplicatesRequest {
  /** The roots of the configuration unless told, else the working directory. */
  paths?: readonly string[];
  /** In bytes; what the configuration says unless told, else 1. */
  minSize?: number;
  extensions?: readonly string[];
  /** Globs; one without a slash is of names. */
  exclude?: readonly string[];
  oneFileSystem?: boolean;
  /** False to neither use nor keep the results of other scans. */
  useCache?: boolean;
  /** False to read files also where their names are hashes of the content. */
  trustNames?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: ScanProgress) => void;
}

/** The report of AIM+, for scripts that read it. */
export interface OldReport {
  duplicates: { hash: string; files: string[]; size_mb: number; wasted_mb: number }[];
  summary: { total_scanned_files: number; total_scanned_mb: number; total_wasted_mb: number };
}

export interface Duplicates extends Omit<DuplicatesResult, 'summary'> {
  summary: DuplicatesSummary & OldReport['summary'];
  duplicates: OldReport['duplicates'];
}

/**
 * Finds files of the same content. Changes nothing but a cache of its own.
 *
 * @throws AimError `usage.invalid` when none of the paths is there
 */
export async function scanDuplicates(
  context: AimContext,
  request: DuplicatesRequest = {},
): Promise<Duplicates> {
  const { host, paths: own } = context;
  const { environment } = (await context.config()).config;
  const { roots, problems } = rootsOf(request.paths ?? [], environment, host);
  const { minSizeKB } = environment?.scanner ?? {};
  const minSize = request.minSize ?? (minSizeKB === undefined ? 1 : minSizeKB * 1024);
  const { extensions, exclude, oneFileSystem, trustNames, signal, onProgress } = request;
  const result = await scan({
    paths: roots,
    cwd: host.cwd,
    minSize,
    now: host.now,
    ...(extensions !== undefined && { extensions }),
    ...(exclude !== undefined && { exclude }),
    ...(oneFileSystem !== undefined && { oneFileSystem }),
    ...(trustNames !== undefined && { trustNames }),
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onProgress }),
    ...(request.useCache !== false && { cacheFile: join(own.cache, 'scan-compared.bin') }),
    onCacheFailure: ({ message }) =>
      context.notify({
        id: 'scan.cache_not_written',
        severity: 'warn',
        message: `The next scan has to compare everything again: ${message}`,
      }),
  });
  const [missing] = problems.length > 0 ? problems : result.problems;
  if (result.roots.length === 0 && missing !== undefined) {
    throw new AimError('usage.invalid', `${missing.path}: ${missing.message}`, {
      hint: 'Name a folder that is there: aim scan --help',
    });
  }
  return withOldReport({ ...result, problems: [...problems, ...result.problems] });
}

// Told as it is configured: an untrusted project's file may name a variable that holds a key.
function rootsOf(given: readonly string[], environment: AimConfig['environment'], host: Host) {
  const roots: string[] = [];
  const problems: ScanProblem[] = [];
  const configured = environment?.scanner?.roots ?? [];
  if (given.length > 0) return { roots: given, problems };
  for (const text of configured) {
    const expansion = expand(text, host);
    if ('text' in expansion) roots.push(resolve(host.cwd, expansion.text));
    else {
      const message = `it uses ${expansion.missing.join(', ')}, which is not set`;
      problems.push({ path: text, kind: 'missing', message });
    }
  }
  return { roots: configured.length === 0 ? [host.cwd] : roots, problems };
}

function withOldReport(result: DuplicatesResult): Duplicates {
  const { scannedFiles, scannedBytes, wastedBytes } = result.summary;
  return {
    ...result,
    summary: {
      ...result.summary,
      total_scanned_files: scannedFiles,
      total_scanned_mb: megabytes(scannedBytes),
      total_wasted_mb: megabytes(wastedBytes),
    },
    duplicates: result.groups.map(
      ({ hash, files, sizeBytes, wastedBytes: wasted }: DuplicateGroup) => {
        return { hash, files, size_mb: megabytes(sizeBytes), wasted_mb: megabytes(wasted) };
      },
    ),
  };
}

/** As AIM+ counted them: of 1024 × 1024 bytes, two digits after the point. */
export function megabytes(bytes: number): number {
  return Math.round((bytes / 1024 ** 2) * 100) / 100;
}
