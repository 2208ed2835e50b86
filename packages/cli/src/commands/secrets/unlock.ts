import { AimError } from '@aim/core';
import { parseDuration } from '../../args/parse-duration.js';
import { readSecretValue } from '../../terminal/secret-value.js';
import { defineCommand, type CommandInput } from '../types.js';

interface Done {
  vault: string;
  /** RFC 3339 in UTC; null when nothing was done. */
  until: string | null;
}

export const command = defineCommand<Done>({
  run: async (input) => {
    const { aim, options } = input;
    const forMs = parseFor((options['for'] as string | undefined) ?? '15m');
    const vault = await aim.planUnlock();
    if (options['dry-run'] === true) return { data: { vault, until: null } };
    return { data: await aim.unlockSecrets(await readPassphrase(input), forMs) };
  },
  render: ({ vault, until }, { style }) =>
    until === null
      ? `Would unlock ${vault}\n`
      : `${style.ok('✔')} Unlocked the vault until ${until}; aim secrets lock ends that\n`,
});

const maxMs = 12 * 3_600_000;

/** A time such as `90s`, `15m` or `2h`, in ms. */
function parseFor(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= 1000 && ms <= maxMs) return ms;
  throw new AimError('usage.invalid', `--for is ${JSON.stringify(text)}`, {
    hint: 'It can be from 1s to 12h, such as 90s, 15m or 2h',
  });
}

async function readPassphrase({ terminal, options }: CommandInput): Promise<string> {
  return readSecretValue(terminal, {
    stdin: options['stdin'] === true,
    question: 'Passphrase of the vault (not shown): ',
    hint: 'pass show vault | aim secrets unlock --stdin',
  });
}
