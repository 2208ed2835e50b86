import { confirm, requireTerminal } from '../../terminal/ask.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ name: string; deleted: boolean; dryRun: boolean }>({
  run: async ({ aim, terminal, args, options, globals }) => {
    const name = args[0] as string;
    const secret = await aim.describeSecret(name);
    if (options['dry-run'] === true) return { data: { name, deleted: false, dryRun: true } };
    if (!globals.yes) {
      requireTerminal(terminal, `aim secrets delete ${name} --yes`);
      const isSure = await confirm(terminal, `Delete ${name} from the ${secret.backend} store?`);
      if (!isSure) return { data: { name, deleted: false, dryRun: false } };
    }
    await aim.deleteSecret(name);
    return { data: { name, deleted: true, dryRun: false } };
  },
  render: ({ name, deleted, dryRun }, { style }) => {
    if (dryRun) return `Would delete ${name}\n`;
    return deleted ? `${style.ok('✔')} Deleted ${name}\n` : `Kept ${name}\n`;
  },
});
