import { writeFileAtomic } from '@aim/core';
import { resolve } from 'node:path';
import type { AimContext } from '../context.js';
import type { Duplicates } from './duplicates.js';
import { duplicatesPage } from './page.js';

/**
 * Writes what a scan found as one page that needs nothing else. What lies at the path is replaced.
 *
 * @returns the absolute path
 * @throws AimError `file.permission` when the file cannot be written
 */
export function scanReport(
  { host }: Pick<AimContext, 'host'>,
  duplicates: Duplicates,
  file: string,
): string {
  const path = resolve(host.cwd, file);
  writeFileAtomic(path, duplicatesPage(duplicates, host.now()));
  return path;
}
