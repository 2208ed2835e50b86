import type { RecentEvents } from '@aim/services';
import { renderRecords } from '../../render/audit.js';
import { defineCommand } from '../types.js';
import { readLimit } from './read-selection.js';

export const command = defineCommand<RecentEvents>({
  run: async ({ aim, options }) => ({
    data: await aim.queryAudit({ limit: readLimit(options, 20) }),
  }),
  render: (data, context) => renderRecords(data, context, false),
});
