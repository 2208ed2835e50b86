import { exitCodes } from '@aim/core';
import type { Sweep } from '@aim/services';
import { sweepText } from '../../render/sweep.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<Sweep>({
  run: async ({ aim, args }) => {
    const data = await aim.sweepSecrets({ paths: args });
    return { data, exitCode: exitCodeFor(data) };
  },
  render: (sweep, { style }) => sweepText(sweep, style),
});

function exitCodeFor({ findings, unreadable }: Sweep): number {
  if (findings.length > 0) return exitCodes.answerIsNo;
  return unreadable.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}
