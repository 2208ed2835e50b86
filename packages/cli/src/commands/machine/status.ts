import type { Status } from '@aim/services';
import { renderStatus } from '../../render/status.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<Omit<Status, 'findings'>>({
  run: async ({ aim, options }) => {
    const { findings, ...data } = await aim.status({
      probe: options['probe'] === true,
      online: options['online'] === true,
    });
    return { data, findings };
  },
  render: renderStatus,
});
