import { defineCommand } from '../types.js';

export const command = defineCommand<Record<string, unknown>>({
  run: async ({ aim }) => ({ data: await aim.configSchema() }),
  render: (schema) => `${JSON.stringify(schema, null, 2)}\n`,
});
