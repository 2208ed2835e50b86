import { AimError } from '@aim/core';
import type { RestoredIndex, RestorePlan } from '@aim/services';
import { doneWords, keptOutcome, plannedWords } from '../../render/store-action.js';
import { backupKey } from '../../terminal/backup-key.js';
import { defineCommand, type CommandInput, type RenderContext } from '../types.js';

type Restored = RestorePlan & { dryRun: boolean };

export const command = defineCommand<Restored | RestoredIndex>({
  run: async (input) => {
    const { aim, args, options } = input;
    if (options['index'] === true) return restoreIndex(input);
    const file = args[0];
    if (file === undefined) {
      throw new AimError('usage.invalid', 'FILE is missing: aim secrets restore FILE', {
        hint: 'aim secrets restore --help',
      });
    }
    const request = { file, force: options['force'] === true, key: await backupKey(input, file) };
    const dryRun = options['dry-run'] === true;
    const plan = dryRun ? await aim.planRestore(request) : await aim.restoreSecrets(request);
    return { data: { ...plan, dryRun }, ...keptOutcome(plan.steps) };
  },
  render: (data, context) => ('steps' in data ? planText(data, context) : indexText(data, context)),
});

async function restoreIndex({ aim, args, options }: CommandInput) {
  if (args.length > 0 || options['dry-run'] === true) {
    throw new AimError('usage.invalid', '--index takes no FILE and no --dry-run', {
      hint: 'aim secrets restore --index',
    });
  }
  return { data: await aim.restoreIndex() };
}

function planText({ steps, dryRun, createdAt }: Restored, { style }: RenderContext): string {
  const words = dryRun ? plannedWords : doneWords;
  const lines = steps.map(({ name, action }) => `  ${name}: ${words[action]}\n`);
  return `${style.title(`Backup of ${createdAt}`)}\n${lines.join('') || '  It is empty\n'}`;
}

function indexText({ secretCount, kept }: RestoredIndex, { style }: RenderContext): string {
  const aside = kept === null ? '' : `; the one that was there is ${kept}`;
  const advice = style.faint('aim secrets list --verify');
  return `${style.ok('✔')} The index lists ${secretCount} secrets again${aside}\n${advice} asks the stores\n`;
}
