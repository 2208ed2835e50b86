import { AimError, type Outcome } from '@aim/core';
import type { HealthReport, Repaired } from '@aim/services';
import { renderHealth, renderHealthList, type HealthList } from '../../render/health.js';
import { confirm, requireTerminal } from '../../terminal/ask.js';
import { defineCommand, type CommandInput } from '../types.js';
import { selectChecks } from './select-checks.js';

/** With `--fix`: what was done, or with `--dry-run` what would be. */
export interface CheckedHealth extends HealthReport {
  repairs?: Repaired[];
  dryRun?: boolean;
}

export const command = defineCommand<CheckedHealth | HealthList>({
  run: async (input) => {
    if (input.options['list'] === true) {
      return { data: { available: await input.aim.listHealthChecks() } };
    }
    const report = await input.aim.health(selectChecks(input));
    if (input.options['fix'] === true) return fix(input, report);
    if (input.options['dry-run'] === true) {
      throw new AimError('usage.invalid', '--dry-run belongs to --fix', {
        hint: 'aim health --fix --dry-run',
      });
    }
    return outcome(input, report);
  },
  render: (data, context) =>
    'available' in data ? renderHealthList(data) : renderHealth(data, context),
});

/** Shows the plan, asks, does it, and checks again. */
async function fix(input: CommandInput, report: HealthReport): Promise<Outcome<CheckedHealth>> {
  const { aim, terminal, globals, options } = input;
  const planned = await aim.planRepairs(report);
  if (options['dry-run'] === true || planned.length === 0) {
    const repairs = planned.map(({ plan }) => ({ plan, isDone: false, error: null }));
    return outcome(input, { ...report, repairs, dryRun: options['dry-run'] === true });
  }
  if (!globals.yes) {
    requireTerminal(terminal, 'aim health --fix --yes');
    terminal.stderr.write(planned.map(({ plan }) => `  ${plan}\n`).join(''));
    if (!(await confirm(terminal, 'Do this?'))) return outcome(input, report);
  }
  const repairs = await aim.repairHealth(planned);
  return outcome(input, { ...(await aim.health(selectChecks(input))), repairs });
}

function outcome({ options }: CommandInput, data: CheckedHealth): Outcome<CheckedHealth> {
  const { fail, warn, unknown } = data.summary;
  const isBad = fail > 0 || (options['strict'] === true && warn + unknown > 0);
  return { data, exitCode: isBad ? 1 : 0 };
}
