import { AimError } from '@aim/core';
import type { HealthReport } from '@aim/services';
import { renderDoctor } from '../../render/doctor.js';
import { defineCommand } from '../types.js';
import { selectChecks } from './select-checks.js';

export interface Diagnosis extends HealthReport {
  /** What each check looks at, by its id. */
  descriptions: Record<string, string>;
  /** With `--share`: the text that may be given to others. */
  bundle: { file: string | null; text: string | null } | null;
}

export const command = defineCommand<Diagnosis>({
  run: async (input) => {
    const file = input.options['output'] as string | undefined;
    const isShared = input.options['share'] === true;
    if (file !== undefined && !isShared) {
      throw new AimError('usage.invalid', '--output belongs to --share', {
        hint: 'aim doctor --share -o FILE, or: aim health report -o FILE',
      });
    }
    const report = await input.aim.health(selectChecks(input));
    const listed = await input.aim.listHealthChecks();
    const descriptions = Object.fromEntries(listed.map((each) => [each.id, each.description]));
    const exitCode = report.summary.fail > 0 ? 1 : 0;
    if (!isShared) return { data: { ...report, descriptions, bundle: null }, exitCode };
    const { text, file: written } = await input.aim.healthDocument(report, {
      format: 'bundle',
      ...(file !== undefined && { file }),
    });
    const bundle = { file: written, text: written === null ? text : null };
    return { data: { ...report, descriptions, bundle } };
  },
  render: renderDoctor,
});
