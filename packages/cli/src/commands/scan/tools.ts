import type { ToolsScan } from '@aim/services';
import { toolsText } from '../../render/scan-tools.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<ToolsScan>({
  run: async ({ aim }) => ({ data: await aim.scanTools() }),
  render: (data, context) => toolsText(data, context),
});
