import type { AuditStats } from '@aim/services';
import { renderStats } from '../../render/audit.js';
import { defineCommand } from '../types.js';
import { readSelection } from './read-selection.js';

export const command = defineCommand<AuditStats>({
  run: async ({ aim, options }) => ({ data: await aim.auditStats(readSelection(options)) }),
  render: renderStats,
});
