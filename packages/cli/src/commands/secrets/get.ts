import type { SecretInfo } from '@aim/services';
import { placeWords } from '../../render/status.js';
import { defineCommand } from '../types.js';

interface Shown {
  name: string;
  value: string;
}

export const command = defineCommand<Shown | SecretInfo>({
  run: async ({ aim, args, options }) => {
    const name = args[0] as string;
    if (options['show'] === true) return { data: { name, value: await aim.getSecret(name) } };
    const secret = await aim.describeSecret(name);
    return { data: secret, exitCode: secret.exists === false ? 1 : 0 };
  },
  render: (data, { style }) => {
    if ('value' in data) return `${data.value}\n`;
    return `${existenceWords(data)}\n${style.faint(`aim secrets get ${data.name} --show`)} prints it\n`;
  },
});

function existenceWords({ name, backend, exists, checkedAt }: SecretInfo): string {
  const place = placeWords(backend, null);
  if (exists === null) return `${name} is recorded in ${place}, which was never asked`;
  if (exists) return `${name} is stored in ${place}`;
  return `${name} was not in ${place} any more when it was asked (${checkedAt})`;
}
