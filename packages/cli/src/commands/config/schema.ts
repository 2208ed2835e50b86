import { defineCommand } from '../types.js';

export const command = defineCommand<Record<string, unknown>>({
  run: async ({ aim, options }) => ({
    data: await (options['lock'] === true ? aim.lockSchema() : aim.configSchema()),
  }),
  render: (schema) => `${JSON.stringify(schema, null, 2)}\n`,
});
