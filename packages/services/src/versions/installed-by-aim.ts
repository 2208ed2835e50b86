import { operationsIn, readOperations, type InstallRecord } from '@aim/environment';
import type { AimContext } from '../context.js';
import { installFolder } from '../install/install-folder.js';

/** What AIM last made of each tool, by its journal of installations. A damaged record tells nothing. */
export function installedByAim(
  context: Pick<AimContext, 'paths'>,
): ReadonlyMap<string, InstallRecord> {
  const records = readOperations(operationsIn({ folder: installFolder(context) }));
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
