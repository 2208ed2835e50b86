import {
  emptyAside as empty,
  listAside as listed,
  listCleanings as cleanings,
  mountPoints,
  planRestore as plan,
  restoreCleaning as restore,
  type AsideList,
  type CleaningInfo,
  type FailedStep,
  type Restored,
} from '@aim/environment';
import type { AimContext } from '../context.js';
import { record } from '../record.js';

export interface Emptied {
  deleted: AsideList['items'];
  failed: FailedStep[];
}

/** The cleanings that can be taken back, the oldest first. @throws AimError `file.corrupt` */
export function listCleanings({ paths }: AimContext): CleaningInfo[] {
  return cleanings(paths);
}

/** What a restore would bring back; of the last cleaning unless told. @throws AimError `scan.absent` */
export function planRestore({ paths }: AimContext, id?: number): CleaningInfo {
  return plan(paths, id);
}

/** Brings back what a cleaning put aside. What cannot come back stays aside. @throws AimError `scan.absent` */
export async function restoreCleaning(context: AimContext, id?: number): Promise<Restored> {
  const restored = await restore(context.paths, id);
  await record(context, {
    event: 'scan_restore',
    message: `cleaning ${restored.id} taken back`,
    severity: restored.failed.length > 0 ? 'warning' : 'info',
    details: {
      id: restored.id,
      restored: restored.restored,
      failed: restored.failed.map(({ path, code }) => ({ path, code })),
      success: restored.failed.length === 0,
    },
  });
  return restored;
}

/** What earlier cleanings put aside, and what that takes. */
export function listAside({ paths }: AimContext): AsideList {
  return listed(paths);
}

/** Deletes that for good. */
export async function emptyAside(context: AimContext): Promise<Emptied> {
  const emptied = await empty(context.paths, mountPoints);
  const { deleted, failed } = emptied;
  await record(context, {
    event: 'scan_empty',
    message: `${deleted.length} things deleted for good`,
    severity: 'warning',
    details: {
      deleted,
      failed: failed.map(({ path, code }) => ({ path, code })),
      success: failed.length === 0,
    },
  });
  return emptied;
}
