import { AimError } from '@aim/core';
import type { InstallManager } from '@aim/services';
import { resultText } from '../../render/install.js';
import { defineCommand } from '../types.js';
import { runPlan, type InstallResult } from './run-plan.js';

export const command = defineCommand<InstallResult>({
  run: async (input) => {
    const { aim, args, options } = input;
    const fromConfig = options['from-config'] === true;
    if (args.length === 0 && !fromConfig) {
      throw new AimError('usage.invalid', 'Name the tools, or give --from-config', {
        hint: 'aim install codex',
      });
    }
    const planned = await aim.planInstall({
      tools: args,
      fromConfig,
      ...(options['manager'] !== undefined && { manager: options['manager'] as InstallManager }),
    });
    return runPlan(planned, 'Install?', input);
  },
  render: resultText,
});
