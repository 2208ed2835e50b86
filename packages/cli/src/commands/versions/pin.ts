import type { PinResult } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { trustFindings } from '../../render/trust.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<PinResult>({
  run: async ({ aim, args, options }) => {
    const [tool, version] = args as [string, string?];
    const data = await aim.pinVersion({
      tool,
      ...(version !== undefined && { version }),
      project: options['project'] === true,
      dryRun: options['dry-run'] === true,
    });
    return { data, findings: trustFindings(data) };
  },
  render: ({ tool, version, key, changed, dryRun, ...result }, { style, home }) => {
    const file = shortPath(result.file, home);
    if (!changed) return `${file} pins ${tool} to ${version} already\n`;
    const what = `${tool} to ${version}: ${key} in ${file}`;
    return dryRun ? `Would pin ${what}\n` : `${style.ok('✔')} Pinned ${what}\n`;
  },
});
