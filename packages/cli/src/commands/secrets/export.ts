import { AimError, type ExportFormat, type Finding } from '@aim/core';
import type { Exported, ExportRequest } from '@aim/services';
import { parseKeyArgument, type KeyArgument } from '../../args/parse-key-argument.js';
import { defineCommand, type CommandInput } from '../types.js';

export const command = defineCommand<Exported>({
  run: async (input) => {
    const { aim, options } = input;
    const format = (options['format'] as ExportFormat | undefined) ?? 'sh';
    const masks = options['add-mask'] === true;
    if (masks && format !== 'github-actions') {
      throw new AimError('usage.invalid', '--add-mask is of --format github-actions', {
        hint: 'aim secrets export --all --format github-actions --add-mask',
      });
    }
    const data = await aim.exportSecrets({ keys: wantedKeys(input), format, masks });
    const exitCode = data.missing.length > 0 ? 4 : 0;
    return { data, exitCode, findings: findingsOf(data) };
  },
  render: ({ text }) => text,
});

function wantedKeys({ args, options }: CommandInput): ExportRequest['keys'] {
  const all = options['all'] === true;
  if (all === args.length > 0) {
    throw new AimError('usage.invalid', 'Name the secrets to export, or give --all and no names', {
      hint: 'aim secrets export OPENAI_API_KEY',
    });
  }
  return all ? 'all' : args.map(keyOf);
}

/** What was given is not repeated: it may be a value where a name belongs. */
function keyOf(text: string): KeyArgument {
  const key = parseKeyArgument(text);
  if (key !== undefined) return key;
  throw new AimError(
    'usage.invalid',
    'Expected KEY or ENV=KEY, where KEY is the name of a secret and ENV of a variable',
    { hint: 'aim secrets export TOKEN=github/token' },
  );
}

function findingsOf({ unnamed, missing }: Exported): Finding[] {
  const findings: Finding[] = missing.map((name) => ({
    id: 'secrets.missing',
    severity: 'warn',
    message: `${name} is not exported: it is listed, and its store does not have it`,
    fix: 'aim secrets doctor',
  }));
  if (unnamed.length > 0) {
    findings.push({
      id: 'secrets.no_variable',
      severity: 'warn',
      message: `Not exported, for their names are no names of variables: ${unnamed.join(', ')}`,
      fix: `aim secrets export NAME=${unnamed[0]}`,
    });
  }
  return findings;
}
