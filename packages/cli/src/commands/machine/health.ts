import { AimError, type Outcome } from '@aim/core';
import type { HealthReport } from '@aim/services';
import { renderHealth, renderHealthList, type HealthList } from '../../render/health.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<HealthReport | HealthList>({
  run: async (input) => {
    if (input.options['list'] === true) {
      return { data: { available: await input.aim.listHealthChecks() } };
    }
    return check(input);
  },
  render: (data, context) =>
    'available' in data ? renderHealthList(data) : renderHealth(data, context),
});

async function check({ aim, args, options }: CommandInput): Promise<Outcome<HealthReport>> {
  const only = [...args, ...((options['only'] as string[] | undefined) ?? [])];
  const skip = (options['skip'] as string[] | undefined) ?? [];
  const both = only.find((id) => skip.includes(id));
  if (both !== undefined) {
    throw new AimError('usage.invalid', `${both} is both asked for and skipped`);
  }
  const report = await aim.health({
    ...(only.length > 0 && { only }),
    ...(skip.length > 0 && { skip }),
  });
  const isBad = report.summary.fail > 0 || (options['strict'] === true && report.summary.warn > 0);
  return { data: report, exitCode: isBad ? 1 : 0 };
}
