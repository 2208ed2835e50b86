import type { RevokeResult, TrustResult } from '@aim/services';
import { defineCommand, type RenderContext } from '../types.js';

type Trusted = TrustResult & { dryRun: boolean };
type Revoked = RevokeResult & { dryRun: boolean };

export const command = defineCommand<Trusted | Revoked>({
  run: async ({ aim, args, options }) => {
    const folder = args[0];
    const dryRun = options['dry-run'] === true;
    if (options['revoke'] === true) {
      return { data: { ...(await aim.revokeTrust(folder, { dryRun })), dryRun } };
    }
    const result = dryRun ? await aim.planTrust(folder) : await aim.trust(folder);
    return { data: { ...result, dryRun } };
  },
  render: (result, context) =>
    'folder' in result ? renderRevoked(result, context) : renderTrusted(result, context),
});

function renderRevoked({ folder, files, dryRun }: Revoked, { style }: RenderContext): string {
  if (files.length === 0) return `Nothing in ${folder} is trusted\n`;
  const head = dryRun ? 'Would trust no more' : `${style.ok('✔')} Trusts no more`;
  return `${head} ${files.join(', ')}\n`;
}

function renderTrusted(result: Trusted, { style }: RenderContext): string {
  const { files, granted, changed, dryRun } = result;
  const file = files.join(', ');
  if (!changed) return `${file}: trusted already\n`;
  const head = dryRun ? `${file}: asks for` : `${style.ok('✔')} Trusted ${file}, as it is now`;
  if (granted.length === 0) return `${head}${dryRun ? ' nothing that needs trust' : ''}\n`;
  return `${head}:\n${granted.map(({ path, reason }) => `  ${path}: ${reason}\n`).join('')}`;
}
