import type { Registered } from '@aim/services';
import { shortPath } from '../../render/paths.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<Registered>({
  run: async ({ aim, args, options }) => ({
    data: await aim.unregisterTool(args[0] as string, { dryRun: options['dry-run'] === true }),
  }),
  render: ({ id, file, dryRun }, { style, home }) =>
    dryRun
      ? `Would take ${id} out of ${shortPath(file, home)}\n`
      : `${style.ok('✔')} Took ${id} out of ${shortPath(file, home)}\n`,
});
