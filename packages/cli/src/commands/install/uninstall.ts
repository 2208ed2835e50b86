import type { InstallManager } from '@aim/services';
import { resultText } from '../../render/install.js';
import { defineCommand } from '../types.js';
import { runPlan, type InstallResult } from './run-plan.js';

export const command = defineCommand<InstallResult>({
  run: async (input) => {
    const { aim, args, options } = input;
    const manager = options['manager'] as InstallManager | undefined;
    const planned = await aim.planUninstall({ tools: args, ...(manager && { manager }) });
    return runPlan(planned, 'Uninstall?', input);
  },
  render: resultText,
});
