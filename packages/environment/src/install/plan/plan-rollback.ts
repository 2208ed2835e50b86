import { AimError, reportError } from '@aim/core';
import { managers } from '../managers/managers.js';
import type { InstallPlan, PlannedStep, RefusedTool } from '../types.js';
import type { EarlierCopy, InstallableTool, Machine } from './facts.js';

/**
 * What has to be done so that each tool is again what AIM replaced: the copy that was kept, else
 * the same version once more, else nothing where nothing was. Pure.
 */
export function planRollback(
  earlier: readonly EarlierCopy[],
  tools: ReadonlyMap<string, InstallableTool>,
  machine: Machine,
): InstallPlan {
  const steps: PlannedStep[] = [];
  const refused: RefusedTool[] = [];
  for (const each of earlier) {
    const problem = whyNot(each, machine);
    if (problem === undefined) steps.push(stepFor(each, tools.get(each.tool)));
    else refused.push({ tool: each.tool, error: reportError(problem) });
  }
  return { steps, kept: [], refused };
}

function stepFor(earlier: EarlierCopy, tool: InstallableTool | undefined): PlannedStep {
  const { manager, package: name, version, prefix, kept, extras } = earlier;
  return {
    tool: earlier.tool,
    action: version === null && kept === null ? 'uninstall' : 'restore',
    manager,
    package: name,
    from: tool?.present?.version ?? null,
    to: version,
    integrity: null,
    extras,
    prefix,
    scripts: (tool?.channels ?? []).flatMap((row) =>
      row.via !== 'script' && row.package === name ? (row.scripts ?? []) : [],
    ),
    options: [],
    command: null,
    kept,
  };
}

function whyNot({ tool, manager, version, kept }: EarlierCopy, machine: Machine) {
  if (kept !== null) return undefined;
  if (machine.managers[manager] === undefined) {
    return new AimError('install.manager_missing', `${tool} came by ${manager}, which is not here`);
  }
  const { takesVersion, uninstall } = managers[manager];
  if (version !== null && !takesVersion) {
    return new AimError(
      'install.no_versions',
      `${tool} ${version} cannot be had again: ${manager} installs only the newest`,
    );
  }
  if (version === null && uninstall === undefined) {
    return new AimError('install.foreign', `${manager} has no way to uninstall ${tool}`);
  }
  return undefined;
}
