import type { HealthReport } from '@aim/services';
import { summaryLine } from '../../render/health.js';
import { defineCommand } from '../types.js';
import { selectChecks } from '../machine/select-checks.js';

type Verdict = Pick<HealthReport, 'overallStatus' | 'healthyCount' | 'summary' | 'ignoredCount'>;

export const command = defineCommand<Verdict>({
  run: async (input) => {
    const report = await input.aim.health(selectChecks(input));
    const { overallStatus, healthyCount, summary, ignoredCount } = report;
    return {
      data: { overallStatus, healthyCount, summary, ignoredCount },
      exitCode: overallStatus === 'healthy' ? 0 : 1,
    };
  },
  render: (data, { style }) => `${summaryLine(data, style)}\n`,
});
