import { shortPath } from '../../render/paths.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ files: string[] }>({
  run: async ({ aim, args: [file] }) => {
    const { keyMapProblems } = await import('../../tui/actions/key-map.js');
    const request = { checkKeys: keyMapProblems, ...(file === undefined ? {} : { file }) };
    return { data: await aim.validateConfig(request) };
  },
  render: ({ files }, { style, home }) =>
    files.length === 0
      ? 'No configuration file: the defaults are in use\n'
      : files.map((file) => `${style.ok('✔')} ${shortPath(file, home)} is valid\n`).join(''),
});
