import type { VersionWhy } from '@aim/services';
import { renderWhy } from '../../render/version-why.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<VersionWhy>({
  run: async ({ aim, args, options }) => ({
    data: await aim.versionWhy(args[0] as string, { online: options['online'] === true }),
  }),
  render: renderWhy,
});
