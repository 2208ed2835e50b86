import type { CapabilityDetails } from '@aim/services';
import { columns } from '../../render/columns.js';
import { defineCommand } from '../types.js';

export const command = defineCommand<{ capabilities: CapabilityDetails[] }>({
  run: async ({ aim }) => ({ data: { capabilities: await aim.listCapabilities() } }),
  render: ({ capabilities }, { style, columns: width }) => {
    const rows = capabilities.map(({ id, title, chain }) => [id, title, chain.join(' → ') || '-']);
    const paint = (text: string, row: number) => (row === 0 ? style.faint(text) : text);
    return `${columns([['CAPABILITY', 'WHAT', 'TOOLS'], ...rows], { width, paint }).join('\n')}\n`;
  },
});
