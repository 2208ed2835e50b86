import { exitCodes } from '@aim/core';
import type { WholeScan } from '@aim/services';
import { duplicatesText } from '../../render/duplicates.js';
import { cachesText } from '../../render/scan-caches.js';
import { isWhole } from '../../render/scan-failures.js';
import { defineCommand } from '../types.js';
import { scanForDuplicates } from './duplicates.js';

export const command = defineCommand<WholeScan & { report?: string }>({
  run: async (input) => {
    const { data: duplicates, ...outcome } = await scanForDuplicates(input);
    const { report } = duplicates;
    const data = await input.aim.addCaches(duplicates, input.args);
    const isSeen = data.caches === null || isWhole(data.caches);
    return {
      ...outcome,
      data: { ...data, ...(report !== undefined && { report }) },
      exitCode: outcome.exitCode || (isSeen ? exitCodes.ok : exitCodes.someFailed),
    };
  },
  render: ({ caches, ...duplicates }, context) =>
    duplicatesText(duplicates, context) +
    (caches === null ? '' : `\n${cachesText(caches, context)}`),
});
