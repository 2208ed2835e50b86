import { AimError, exitCodes } from '@aim/core';
import type { CleaningInfo, Restored } from '@aim/services';
import { cleaningsText, restoreText } from '../../render/scan-restore.js';
import { defineCommand } from '../types.js';
import { failureFindings } from '../../render/scan-failures.js';

/** What `aim scan restore` answers. */
export interface RestoreOutcome {
  cleaning: CleaningInfo;
  dryRun: boolean;
  restored: Restored | null;
}

export const command = defineCommand<{ cleanings: CleaningInfo[] } | RestoreOutcome>({
  run: async ({ aim, args, options }) => {
    if (options['list'] === true) return { data: { cleanings: await aim.listCleanings() } };
    const id = args[0] === undefined ? undefined : cleaningId(args[0]);
    const cleaning = await aim.planCleanRestore(id);
    const dryRun = options['dry-run'] === true;
    if (dryRun) return { data: { cleaning, dryRun, restored: null } };
    const restored = await aim.restoreCleaning(cleaning.id);
    return {
      data: { cleaning, dryRun, restored },
      exitCode: restored.failed.length > 0 ? exitCodes.someFailed : exitCodes.ok,
      findings: failureFindings(restored),
    };
  },
  render: (data, context) =>
    'cleanings' in data ? cleaningsText(data.cleanings, context) : restoreText(data, context),
});

function cleaningId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AimError(
    'usage.invalid',
    `${JSON.stringify(text)} is not the ID of a cleaning, which is a number`,
    {
      hint: 'aim scan restore --list',
    },
  );
}
