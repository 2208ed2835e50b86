import type { TrustResult } from '@aim/services';
import { defineCommand, type RenderContext } from '../types.js';

export const command = defineCommand<TrustResult & { dryRun: boolean }>({
  run: async ({ aim, args, options }) => {
    const folder = args[0];
    const dryRun = options['dry-run'] === true;
    const result = dryRun ? await aim.planTrust(folder) : await aim.trust(folder);
    return { data: { ...result, dryRun } };
  },
  render,
});

function render(result: TrustResult & { dryRun: boolean }, { style }: RenderContext): string {
  const { files, granted, changed, dryRun } = result;
  const file = files.join(', ');
  if (!changed) return `${file}: trusted already\n`;
  const head = dryRun ? `${file}: asks for` : `${style.ok('✔')} Trusted ${file}, as it is now`;
  if (granted.length === 0) return `${head}${dryRun ? ' nothing that needs trust' : ''}\n`;
  return `${head}:\n${granted.map(({ path, reason }) => `  ${path}: ${reason}\n`).join('')}`;
}
