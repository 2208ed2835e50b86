import type { ToolStatus } from '@aim/services';
import { shortPath } from '../../../render/paths.js';
import { keyWords, toolMark, versionWords } from '../../../render/status.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import type { Token } from '../../theme/theme.js';

export const toolColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'NAME', min: 12, max: 24, priority: 9 },
  { head: 'VERSION', min: 8, max: 16, priority: 8 },
  { head: 'OWNER', min: 4, max: 10, priority: 5 },
  { head: 'KEY', min: 6, max: 10, priority: 6 },
  { head: 'PATH', min: 14, max: 80, priority: 4, cut: 'middle' },
];

/** A tool in the list. The path is that of the copy which PATH runs. */
export function toolRow(tool: ToolStatus, home: string): TableRow {
  return {
    id: tool.id,
    cells: [
      toolMark(tool),
      tool.name,
      versionWords(tool),
      tool.channel ?? '',
      keyWords[tool.key],
      pathWords(tool, home),
    ],
    tokens: { 0: toolToken(tool), 4: tool.key === 'absent' ? 'warn' : 'text' },
  };
}

export function toolToken(tool: ToolStatus): Token {
  if (!tool.installed || tool.health === 'fail') return 'fail';
  return tool.health === 'warn' ? 'warn' : 'ok';
}

function pathWords({ path, copies }: ToolStatus, home: string): string {
  if (path === null) return '';
  return shortPath(path, home) + (copies > 1 ? ` (+${copies - 1})` : '');
}
