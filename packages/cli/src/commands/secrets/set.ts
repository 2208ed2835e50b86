import { AimError, type Finding } from '@aim/core';
import type { SetResult, SetSecretPlan } from '@aim/services';
import { placeWords } from '../../render/status.js';
import { storeNotes } from '../../render/store-notes.js';
import type { Style } from '../../render/style.js';
import { readSecretValue } from '../../terminal/secret-value.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<SetResult | SetSecretPlan>({
  run: async (input) => {
    const { aim, args, options } = input;
    const name = args[0] as string;
    const expiresAt = options['expires'] as string | undefined;
    const value = await readValue(input, name);
    const description = options['description'] as string | undefined;
    const request = {
      name,
      value,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(description !== undefined && { description }),
    };
    if (options['dry-run'] === true) return { data: await aim.planSetSecret(request) };
    const data = await aim.setSecret(request);
    return { data, findings: [...warnings(args), ...storeNotes(data)] };
  },
  render: (data, { style }) => ('secret' in data ? doneText(data, style) : planText(data)),
});

function doneText({ secret, created, protection, backend }: SetResult, style: Style): string {
  const place = placeWords(backend, protection);
  return `${style.ok('✔')} ${created ? 'Stored' : 'Replaced'} ${secret.name} in ${place}\n`;
}

function planText({ name, replaces, backend }: SetSecretPlan): string {
  const place =
    backend === null
      ? 'the OS keychain if one answers, else the sealed file vault'
      : placeWords(backend, null);
  return `Would ${replaces ? 'replace' : 'store'} ${name} in ${place}\n`;
}

async function readValue(input: CommandInput, name: string): Promise<string> {
  const { terminal, args, options } = input;
  const given = [args[1] !== undefined, options['stdin'] === true, options['prompt'] === true];
  if (given.filter(Boolean).length > 1) {
    throw new AimError(
      'usage.invalid',
      'Give the value once: as an argument, by --stdin or by --prompt',
    );
  }
  if (args[1] !== undefined) return args[1];
  return readSecretValue(terminal, {
    stdin: options['stdin'] === true,
    question: `Value of ${name} (not shown): `,
    hint: `printf %s "$VALUE" | aim secrets set ${name} --stdin`,
  });
}

function warnings(args: readonly string[]): Finding[] {
  if (args[1] === undefined) return [];
  return [
    {
      id: 'secrets.value_in_arguments',
      severity: 'warn',
      message:
        'The value was on the command line: it is in your shell history, and other users could see it while this ran',
      fix: `aim secrets set ${args[0]}`,
    },
  ];
}
