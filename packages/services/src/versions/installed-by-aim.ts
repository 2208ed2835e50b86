import { operationsIn, readOperations, type InstallRecord } from '@aim/environment';
import { join } from 'node:path';
import type { AimContext } from '../context.js';

/** What AIM last made of each tool, by its journal of installations. A damaged record tells nothing. */
export function installedByAim({
  paths,
}: Pick<AimContext, 'paths'>): ReadonlyMap<string, InstallRecord> {
  const records = readOperations(operationsIn({ folder: join(paths.state, 'install') }));
  const last = new Map<string, InstallRecord>();
  // The latest come first, and of one operation the last step counts.
  for (const { steps, endedAt, startedAt } of records) {
    for (const { step, phase, after } of [...steps].reverse()) {
      if (phase !== 'done' || last.has(step.tool)) continue;
      last.set(step.tool, { version: after, at: endedAt ?? startedAt });
    }
  }
  return last;
}
