import type { ToolStatus } from '@aim/services';
import { shortPath } from '../../../render/paths.js';
import { keyWords, toolMark, versionWords } from '../../../render/status.js';
import type { Field } from '../../components/fields.js';
import { toolToken } from './tool-table.js';

/** Everything that is known of a tool. */
export function toolFields(tool: ToolStatus, home: string, checkedAt: string | null): Field[] {
  const when = checkedAt === null ? 'never' : checkedAt;
  return [
    { label: 'tool', value: `${tool.name} (${tool.id})` },
    { label: 'version', value: versionWords(tool) },
    { label: 'pinned to', value: tool.pinned ?? '-' },
    { label: 'owner', value: tool.channel ?? '-' },
    { label: 'key', value: keyWords[tool.key] },
    { label: 'path', value: tool.path === null ? '-' : shortPath(tool.path, home) },
    { label: 'copies', value: String(tool.copies) },
    {
      label: 'health',
      value: `${toolMark(tool)} ${tool.health ?? 'unknown'} (checked: ${when})`,
      token: toolToken(tool),
    },
  ];
}
