import type { InitConfigResult } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { trustFindings } from '../../render/trust.js';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<InitConfigResult>({
  run: async ({ aim, options }) => {
    const data = await aim.initConfig({
      pin: options['pin'] === true,
      project: options['project'] === true,
      dryRun: options['dry-run'] === true,
    });
    return { data, findings: trustFindings(data) };
  },
  render,
});

/** A dry run prints the file as it would be, and nothing else. */
function render({ file, config, dryRun }: InitConfigResult, { style, home }: RenderContext) {
  if (dryRun) return `${JSON.stringify(config, null, 2)}\n`;
  const tools = Object.keys(config.registry?.tools ?? {});
  const what = tools.length === 0 ? 'no tool was found' : tools.join(', ');
  return `${style.ok('✔')} Made ${shortPath(file, home)}: ${what}\n`;
}
