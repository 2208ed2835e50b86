import { AimError } from '@aim/core';
import type { SecretVersion } from '@aim/services';
import { defineCommand } from '../types.js';

interface RolledBack {
  name: string;
  version: SecretVersion;
  dryRun: boolean;
}

export const command = defineCommand<RolledBack>({
  run: async ({ aim, args, options }) => {
    const name = args[0] as string;
    const wanted = args[1] === undefined ? undefined : versionNumber(args[1]);
    if (options['dry-run'] === true) {
      return { data: { name, version: await aim.planRollback(name, wanted), dryRun: true } };
    }
    const { version } = await aim.rollbackSecret(name, wanted);
    return { data: { name, version, dryRun: false } };
  },
  render: ({ name, version, dryRun }, { style }) => {
    const what = `${name} to version ${version.version} of ${version.storedAt}`;
    return dryRun ? `Would roll back ${what}\n` : `${style.ok('✔')} Rolled back ${what}\n`;
  },
});

function versionNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AimError('usage.invalid', `${JSON.stringify(text)} is not the number of a version`, {
    hint: 'aim secrets history KEY shows the versions',
  });
}
