import type { ToolDetails } from '@aim/services';
import { columns } from '../../render/columns.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ tools: ToolDetails[] }>({
  run: async ({ aim }) => ({ data: { tools: await aim.listTools() } }),
  render: ({ tools }, { style, columns: width }) => {
    const rows = tools.map(({ id, name, installed, presence, capabilities }) => [
      id,
      name,
      installed ? (presence?.version ?? 'installed') : '-',
      capabilities.join(', '),
    ]);
    const paint = (text: string, row: number) =>
      row === 0 || tools[row - 1]?.installed === false ? style.faint(text) : text;
    return `${columns([['TOOL', 'NAME', 'VERSION', 'CAPABILITIES'], ...rows], { width, paint }).join('\n')}\n`;
  },
});
