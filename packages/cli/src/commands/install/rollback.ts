import { resultText } from '../../render/install.js';
import { defineCommand } from '../types.js';
import { runPlan, type InstallResult } from './run-plan.js';

export const command = defineCommand<InstallResult>({
  run: async (input) =>
    runPlan(await input.aim.planInstallRollback(input.args[0]), 'Roll back?', input),
  render: resultText,
});
