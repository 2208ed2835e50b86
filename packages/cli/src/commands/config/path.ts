import type { ConfigPaths } from '@aim/services';
import { columns } from '../../render/columns.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<ConfigPaths>({
  run: async ({ aim }) => ({ data: await aim.configPaths() }),
  render: ({ inUse, userConfig, config, data, state, cache }, { style }) => {
    const used = inUse.map(({ kind, path }) => [`in use (${kind})`, path]);
    const rows = [
      ...(used.length > 0 ? used : [['in use', 'none: the defaults']]),
      ['your own', userConfig],
      ['config', config],
      ['data', data],
      ['state', state],
      ['cache', cache],
    ];
    const paint = (text: string, _row: number, column: number) =>
      column === 0 ? style.title(text) : text;
    return `${columns(rows, { paint }).join('\n')}\n`;
  },
});
