import { AimError, expandIfDefined, isAimError, resolveCommand } from '@aim/core';
import type { Tool } from '@aim/registry';
import type { AimContext } from './context.js';

/**
 * The tool of that id, name or program.
 *
 * @throws AimError `usage.unknown_tool`
 */
export async function toolOf(context: AimContext, name: string): Promise<Tool> {
  const { findTool } = await import('@aim/registry');
  const registry = await context.registry();
  const byProgram = [...registry.tools.values()].find((tool) => tool.binaries.includes(name));
  if (byProgram !== undefined && !registry.tools.has(name)) return byProgram;
  try {
    return findTool(registry, name, await context.withheld());
  } catch (error) {
    if (!isAimError(error) || error.hint === 'aim trust') throw error;
    throw new AimError(error.code, error.message, {
      hint: `For any other program: aim run -- ${name}`,
    });
  }
}

/**
 * Where the program of a tool, or of a command, lies.
 *
 * @throws AimError `run.not_found`, `run.not_executable`
 */
export function resolveProgram(
  context: AimContext,
  tool: Tool | undefined,
  command: string | undefined,
): string {
  const { host } = context;
  const places = tool?.searchPaths.map((path) => expandIfDefined(path, host)) ?? [];
  const names = tool?.binaries ?? [command as string];
  let refused: string | undefined;
  for (const name of [...names, ...places]) {
    if (name === undefined) continue;
    const found = resolveCommand(name, host);
    if (found.kind === 'found') return found.path;
    if (found.kind === 'not-executable') refused ??= found.path;
  }
  if (refused !== undefined) {
    throw new AimError('run.not_executable', `${refused} is not executable`, {
      hint: `ls -l ${refused}`,
    });
  }
  throw new AimError('run.not_found', `${tool?.name ?? command} was not found on PATH`, {
    hint: tool === undefined ? 'Check the name and your PATH' : installHint(tool),
  });
}

function installHint(tool: Tool): string {
  const npm = tool.packages.find(({ manager }) => manager === 'npm');
  return npm === undefined ? `aim tools info ${tool.id}` : `npm install -g ${npm.name}`;
}
