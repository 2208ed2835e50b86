import type { RecentEvents } from '@aim/services';
import { renderRecords } from '../../render/audit.js';
import { defineCommand } from '../types.js';
import { readLimit, readSelection } from './read-selection.js';

export const command = defineCommand<RecentEvents>({
  run: async ({ aim, options }) => ({
    data: await aim.queryAudit({ ...readSelection(options), limit: readLimit(options, 100) }),
  }),
  render: (data, context) => renderRecords(data, context, true),
});
