import { resolveCommand } from '@aim/core';
import type { ToolCopy, ToolPresence } from '../detect/types.js';
import { installCommand } from './command-text.js';
import type { HealthInput } from './input.js';

/** How to install a tool: by the first of its packages whose manager is here. */
export function howToInstall(id: string, { wanted, host }: HealthInput): string {
  const { version, configured, known } = wanted(id);
  for (const each of [...configured, ...known]) {
    const program = each.manager === 'brew-cask' ? 'brew' : each.manager;
    if (resolveCommand(program, host).kind !== 'found') continue;
    const command = installCommand(each, version, host.platform);
    if (command !== undefined) return command;
  }
  return `aim tools info ${id}`;
}

/** How to install a copy once more, by the manager that it came by; nothing for another. */
export function reinstallFix(
  tool: Pick<ToolPresence, 'id'>,
  { channel, version }: Pick<ToolCopy, 'channel' | 'version'>,
  { wanted, host }: HealthInput,
): { fix?: string } {
  const own = wanted(tool.id).known.find(({ manager }) => manager === channel);
  const command = own && installCommand(own, version, host.platform);
  return command === undefined ? {} : { fix: command };
}
