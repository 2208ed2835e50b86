import { defineCommand } from '../types.js';

export const command = defineCommand<{ name: string; to: string; dryRun: boolean }>({
  run: async ({ aim, args, options }) => {
    const [name, to] = args as [string, string];
    const dryRun = options['dry-run'] === true;
    if (dryRun) await aim.planRename(name, to);
    else await aim.renameSecret(name, to);
    return { data: { name, to, dryRun } };
  },
  render: ({ name, to, dryRun }, { style }) =>
    dryRun ? `Would rename ${name} to ${to}\n` : `${style.ok('✔')} Renamed ${name} to ${to}\n`,
});
