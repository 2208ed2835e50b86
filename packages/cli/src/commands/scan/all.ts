import { duplicatesText } from '../../render/duplicates.js';
import { defineCommand } from '../types.js';
import { scanForDuplicates, type ScanOutcome } from './duplicates.js';

export const command = defineCommand<ScanOutcome>({
  run: scanForDuplicates,
  render: duplicatesText,
});
