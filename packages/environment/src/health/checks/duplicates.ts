import type { Host } from '@aim/core';
import { programNameOf } from '../../detect/program-names.js';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { quoted } from '../command-text.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const duplicates: HealthCheck = {
  id: 'duplicates',
  title: 'Duplicate installations',
  description: 'Each tool is there once: warns of a second, distinct file of the same name.',
  run: ({ tools, host }) => {
    const findings = tools.flatMap((tool) => duplicatesOf(tool, host));
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'No tool is installed twice' }];
  },
};

function duplicatesOf(tool: ToolPresence, { platform }: Host): CheckFinding[] {
  // Two programs of one tool, such as `agent` and `cursor-agent`, are no duplicates.
  const nameOf = (copy: ToolCopy) => programNameOf(copy.path, platform);
  return [...new Set(tool.copies.map(nameOf))]
    .map((name) => ({ name, copies: tool.copies.filter((copy) => nameOf(copy) === name) }))
    .filter(({ copies }) => copies.length > 1)
    .map(({ name, copies }) => ({
      status: 'warn',
      tool: tool.id,
      message: `${tool.name} is installed ${copies.length} times: ${copies.map(describe).join('; ')}`,
      evidence: copies.map((copy) => copy.path).join(', '),
      fix: `${platform === 'win32' ? 'where' : 'which -a'} ${quoted(name, platform)}`,
    }));
}

function describe({ path, version, channel, onPath }: ToolCopy, index: number): string {
  const owner = channel === 'unknown' ? 'unknown owner' : channel;
  const role = index === 0 && onPath ? ', the one that runs' : '';
  return `${path} (${owner}, ${version ?? 'version unknown'}${role})`;
}
