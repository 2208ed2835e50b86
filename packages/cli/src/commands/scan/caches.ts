import { exitCodes } from '@aim/core';
import type { Caches } from '@aim/services';
import { cachesText } from '../../render/scan-caches.js';
import { defineCommand } from '../types.js';
import { isWhole } from '../../render/scan-failures.js';

export const command = defineCommand<Caches>({
  run: async ({ aim, args }) => {
    const data = await aim.scanCaches({ paths: args });
    return { data, exitCode: isWhole(data) ? exitCodes.ok : exitCodes.someFailed };
  },
  render: (data, context) => cachesText(data, context),
});
