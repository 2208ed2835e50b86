import type { LockResult } from '@aim/services';
import { lockFindings, renderLock } from '../../render/lock.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<LockResult>({
  run: async ({ aim, args, options }) => {
    const data = await aim.lock({
      tools: args,
      update: options['update'] === true,
      dryRun: options['dry-run'] === true,
    });
    return { data, findings: lockFindings(data) };
  },
  render: renderLock,
});
