import type { Status } from '@aim/services';
import { renderStatus } from '../../render/status.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<Omit<Status, 'findings'>>({
  run: async ({ aim }) => {
    const { findings, ...data } = await aim.status();
    return { data, findings };
  },
  render: renderStatus,
});
