import { defineCommand } from '../types.js';

export const command = defineCommand<{ wasUnlocked: boolean }>({
  run: async ({ aim }) => ({ data: await aim.lockSecrets() }),
  render: ({ wasUnlocked }, { style }) =>
    wasUnlocked ? `${style.ok('✔')} Locked the vault\n` : 'Nothing was unlocked\n',
});
