import type { SecretInfo } from '@aim/services';
import { columns } from '../../render/columns.js';
import { secretRows } from '../../render/secrets.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ secrets: SecretInfo[] }>({
  run: async ({ aim, options }) => {
    const secrets =
      options['verify'] === true ? await aim.verifySecrets() : await aim.listSecrets();
    return { data: { secrets } };
  },
  render: ({ secrets }, { style, columns: width }) => {
    if (secrets.length === 0) {
      return `No secrets yet. ${style.accent('aim secrets set OPENAI_API_KEY')} stores the first.\n`;
    }
    const paint = (text: string, row: number) => (row === 0 ? style.faint(text) : text);
    return `${columns(secretRows(secrets), { width, paint }).join('\n')}\n`;
  },
});
