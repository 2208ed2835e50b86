import type { AimPaths } from '@aim/core';
import { join } from 'node:path';
import { namesIn } from '../owners/read-metadata.js';
import { entryAt } from './look-at-files.js';

/** More than AIM ever has there; a folder that somebody filled shall not stall a check. */
const mostFiles = 5_000;

const listed = new WeakMap<AimPaths, string[]>();

/**
 * The folders that AIM makes for itself, and all in them; listed once. `config` is often shared with
 * a user's own.
 */
export function ownFileList(paths: AimPaths): string[] {
  const known = listed.get(paths);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const root of new Set([paths.data, paths.state, paths.keyDir])) walk(root, found);
  const files = [...found];
  listed.set(paths, files);
  return files;
}

function walk(path: string, found: Set<string>): void {
  const stat = entryAt(path);
  if (stat === undefined || found.size >= mostFiles) return;
  found.add(path);
  if (!stat.isDirectory()) return;
  for (const name of namesIn(path)) walk(join(path, name), found);
}
