import type { HealthReport } from '@aim/services';
import { defineCommand } from '../types.js';
import { selectChecks } from '../machine/select-checks.js';

interface Reported {
  overallStatus: HealthReport['overallStatus'];
  format: 'json' | 'markdown';
  /** Where it was written; null where it is in `text`. */
  file: string | null;
  text: string | null;
}

export const command = defineCommand<Reported>({
  run: async (input) => {
    const file = input.options['output'] as string | undefined;
    const format = file !== undefined && /\.(md|markdown)$/i.test(file) ? 'markdown' : 'json';
    const report = await input.aim.health(selectChecks(input));
    const document = await input.aim.healthDocument(report, {
      format,
      ...(file !== undefined && { file }),
    });
    return {
      data: {
        overallStatus: report.overallStatus,
        format,
        file: document.file,
        text: document.file === null ? document.text : null,
      },
    };
  },
  render: ({ file, text }, { style }) => text ?? `${style.ok('✔')} Wrote ${file}\n`,
});
