import { AimError, type Finding, type Outcome } from '@aim/core';
import type { CopiedSecret, SecretInfo } from '@aim/services';
import { placeWords } from '../../render/status.js';
import { defineCommand, type CommandInput } from '../types.js';

interface Shown {
  name: string;
  value: string;
}

export const command = defineCommand<Shown | CopiedSecret | SecretInfo>({
  run: async (input) => {
    const { aim, args, options } = input;
    const name = args[0] as string;
    if (options['show'] === true && options['clipboard'] === true) {
      throw new AimError('usage.invalid', 'A value is shown or copied, not both', {
        hint: 'aim secrets get KEY --clipboard',
      });
    }
    if (options['clipboard'] === true) return copy(input, name);
    if (options['show'] === true) return { data: { name, value: await aim.getSecret(name) } };
    const secret = await aim.describeSecret(name);
    return { data: secret, exitCode: secret.exists === false ? 1 : 0 };
  },
  render: (data, { style }) => {
    if ('value' in data) return `${data.value}\n`;
    if ('program' in data) return '';
    return `${existenceWords(data)}\n${style.faint(`aim secrets get ${data.name} --show`)} prints it\n`;
  },
});

/** Nothing goes to stdout: there is no data but in the clipboard. */
async function copy(
  { aim, terminal, globals }: CommandInput,
  name: string,
): Promise<Outcome<CopiedSecret>> {
  const data = await aim.copySecret(name);
  if (!globals.json && !globals.quiet) {
    const seconds = data.clearAfterMs / 1000;
    terminal.stderr.write(`Copied ${name}; the clipboard is cleared in ${seconds} s\n`);
  }
  return { data, findings: data.sensitive ? [] : [keptInHistory(data.program)] };
}

function keptInHistory(program: string): Finding {
  return {
    id: 'clipboard.history',
    severity: 'info',
    message: `A clipboard history keeps it: ${program} cannot tell it otherwise`,
    ...(program === 'wl-copy' && { fix: 'Install wl-clipboard 2.3 or later' }),
  };
}

function existenceWords({ name, backend, exists, checkedAt }: SecretInfo): string {
  const place = placeWords(backend, null);
  if (exists === null) return `${name} is recorded in ${place}, which was never asked`;
  if (exists) return `${name} is stored in ${place}`;
  return `${name} was not in ${place} any more when it was asked (${checkedAt})`;
}
