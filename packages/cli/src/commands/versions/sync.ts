import { resultText } from '../../render/install.js';
import { runPlan, type InstallResult } from '../install/run-plan.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<InstallResult>({
  run: async (input) => {
    const { aim, args, options } = input;
    const planned = await aim.planSync({ tools: args, frozen: options['frozen'] === true });
    return runPlan(planned, 'Install?', input);
  },
  render: resultText,
});
