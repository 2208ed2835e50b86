import { exitCodes } from '@aim/core';
import type { Caches } from '@aim/services';
import { cachesText } from '../../render/scan-caches.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<Caches>({
  run: async ({ aim, args }) => {
    const data = await aim.scanCaches({ paths: args });
    const isWhole = data.problems.every(({ kind }) => kind === 'link' || kind === 'pattern');
    return { data, exitCode: isWhole ? exitCodes.ok : exitCodes.someFailed };
  },
  render: (data, context) => cachesText(data, context),
});
