import type { AimPaths } from '@aim/core';
import { join } from 'node:path';

/** Where the answers to `aim status --online` are kept. */
export function latestFile({ cache }: Pick<AimPaths, 'cache'>): string {
  return join(cache, 'latest-versions.json');
}
