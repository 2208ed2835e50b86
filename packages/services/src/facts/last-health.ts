import { isAimError, readStateFile, writeFileAtomic, type AimPaths } from '@aim/core';
import { renameSync } from 'node:fs';
import { join } from 'node:path';

/** The result of the last `aim health`, for commands that must not check again. */
export interface LastHealth {
  /** RFC 3339, UTC. */
  checkedAt: string;
  overallStatus: string;
  tools: Record<string, 'ok' | 'warn' | 'fail'>;
}

/** The last result, or undefined when there is none or when it does not parse. */
export function readLastHealth(paths: AimPaths): LastHealth | undefined {
  try {
    return readStateFile(healthFile(paths), 'the last health result', isLastHealth);
  } catch (error) {
    if (isAimError(error)) return undefined;
    throw error;
  }
}

/** Keeps a result. A file that does not parse is moved aside, not overwritten. */
export function writeLastHealth(paths: AimPaths, health: LastHealth): void {
  const file = healthFile(paths);
  try {
    readStateFile(file, 'the last health result', isLastHealth);
  } catch (error) {
    if (!isAimError(error) || error.code !== 'file.corrupt') throw error;
    renameSync(file, `${file}.damaged-${health.checkedAt.replaceAll(':', '-')}`);
  }
  writeFileAtomic(file, `${JSON.stringify(health, null, 2)}\n`);
}

function healthFile(paths: AimPaths): string {
  return join(paths.state, 'health.json');
}

function isLastHealth(value: unknown): value is LastHealth {
  const health = value as LastHealth | null;
  return typeof health?.checkedAt === 'string' && typeof health.tools === 'object';
}
