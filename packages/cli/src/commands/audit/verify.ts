import { AimError, exitCodes, reportError } from '@aim/core';
import type { VerifiedAudit } from '@aim/services';
import { renderVerified } from '../../render/audit.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<VerifiedAudit>({
  run: async ({ aim }) => {
    const data = await aim.verifyAudit();
    const broken = data.log?.broken ?? null;
    if (broken === null) return { data };
    const { file, line, message } = broken;
    const place = file === null ? data.place : `${file}:${line}`;
    const error = new AimError('audit.broken', `${place}: ${message}`, {
      hint: 'What stands before it is whole. Keep a copy of the log, and look at who wrote to it',
      details: { ...broken },
    });
    return { data, exitCode: exitCodes.integrity, errors: [reportError(error)] };
  },
  render: renderVerified,
});
