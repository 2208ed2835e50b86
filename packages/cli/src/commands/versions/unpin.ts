import type { PinResult } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { trustFindings } from '../../render/trust.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<PinResult>({
  run: async ({ aim, args, options }) => {
    const data = await aim.unpinVersion({
      tool: args[0] as string,
      project: options['project'] === true,
      dryRun: options['dry-run'] === true,
    });
    return { data, findings: trustFindings(data) };
  },
  render: ({ tool, file, dryRun }, { style, home }) => {
    const what = `the pin of ${tool} out of ${shortPath(file, home)}`;
    return dryRun ? `Would take ${what}\n` : `${style.ok('✔')} Took ${what}\n`;
  },
});
