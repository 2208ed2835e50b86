import { isAimError, readStateFile, writeFileAtomic } from '@aim/core';
import { join } from 'node:path';
import type { AimContext } from '../context.js';
import type { Status } from '../status.js';

/** What `status` answered last in this folder: shown until it has answered again. */
export interface StatusSnapshot {
  /** RFC 3339, UTC. */
  takenAt: string;
  status: Status;
}

interface SnapshotFile extends StatusSnapshot {
  schema: 1;
  /** Another folder may have another configuration. */
  cwd: string;
}

type Place = Pick<AimContext, 'host' | 'paths'>;

/** The last answer; null when there is none, when it is of another folder, and when it is damaged. */
export function readStatusSnapshot({ host, paths }: Place): StatusSnapshot | null {
  try {
    const kept = readStateFile(snapshotFile(paths), 'the last status', isSnapshot);
    if (kept?.cwd !== host.cwd) return null;
    return { takenAt: kept.takenAt, status: kept.status };
  } catch (error) {
    if (isAimError(error)) return null;
    throw error;
  }
}

/** Keeps an answer. A cache: where it cannot be written, the next dashboard starts empty. */
export function keepStatusSnapshot({ host, paths }: Place, status: Status): void {
  const takenAt = host.now().toISOString();
  const kept: SnapshotFile = { schema: 1, cwd: host.cwd, takenAt, status };
  try {
    writeFileAtomic(snapshotFile(paths), JSON.stringify(kept));
  } catch (error) {
    if (!isAimError(error)) throw error;
  }
}

function snapshotFile(paths: AimContext['paths']): string {
  return join(paths.cache, 'status.json');
}

function isSnapshot(value: unknown): value is SnapshotFile {
  const kept = value as Partial<SnapshotFile> | null;
  const status = kept?.status as Partial<Status> | undefined;
  return (
    kept?.schema === 1 &&
    typeof kept.takenAt === 'string' &&
    Array.isArray(status?.tools) &&
    Array.isArray(status.secrets) &&
    Array.isArray(status.config) &&
    Array.isArray(status.findings) &&
    typeof status.vault === 'object'
  );
}
