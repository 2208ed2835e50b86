import { resultText } from '../../render/install.js';
import { defineCommand } from '../types.js';
import { runPlan, type InstallResult } from './run-plan.js';

export const command = defineCommand<InstallResult>({
  run: async (input) =>
    runPlan(await input.aim.planUpdate({ tools: input.args }), 'Update?', input),
  render: resultText,
});
