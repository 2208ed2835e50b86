import type { PlannedStep } from '../types.js';
import type { InstallableTool } from './facts.js';

/**
 * The step of a tool whose configuration says by which command it is installed, or updated; an
 * update without one is an installation once more. Undefined when it names none. Pure.
 */
export function planCommand(
  { id, present, commands }: InstallableTool,
  update: boolean,
): PlannedStep | undefined {
  const command = update ? (commands.update ?? commands.install) : commands.install;
  if (command === undefined || command.length === 0) return undefined;
  return {
    tool: id,
    action: present === null ? 'install' : 'update',
    manager: 'command',
    package: null,
    from: present?.version ?? null,
    to: null,
    integrity: null,
    extras: [],
    // Commands may do anything, so one goes after another.
    prefix: '',
    scripts: [],
    options: [],
    command,
    kept: null,
  };
}
