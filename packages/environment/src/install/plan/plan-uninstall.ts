import { AimError, reportError } from '@aim/core';
import { managers } from '../managers/managers.js';
import type { InstallPlan, KeptTool, PlannedStep, RefusedTool } from '../types.js';
import { isInstallManager } from './choose-target.js';
import type { InstallableTool, Machine, PresentCopy } from './facts.js';

/** What has to be done so that none of these tools is there by its manager. Pure. */
export function planUninstall(tools: readonly InstallableTool[], machine: Machine): InstallPlan {
  const steps: PlannedStep[] = [];
  const kept: KeptTool[] = [];
  const refused: RefusedTool[] = [];
  for (const { id, present } of tools) {
    if (present === null) {
      kept.push({ tool: id, version: null, reason: 'not installed' });
      continue;
    }
    const step = stepFor(id, present, machine);
    if (step instanceof AimError) refused.push({ tool: id, error: reportError(step) });
    else steps.push(step);
  }
  return { steps, kept, refused };
}

function stepFor(id: string, present: PresentCopy, machine: Machine): PlannedStep | AimError {
  const { channel, package: name } = present;
  const here = isInstallManager(channel) ? machine.managers[channel] : undefined;
  if (!isInstallManager(channel) || name === null) {
    return new AimError(
      'install.foreign',
      `${id} at ${present.path} belongs to ${channel === 'unknown' ? 'nobody that can be proven' : channel}`,
      { hint: `Remove it the way it came; what is known of it: ${present.evidence}` },
    );
  }
  if (here === undefined) {
    return new AimError(
      'install.manager_missing',
      `${id} came by ${channel}, which is not on PATH`,
    );
  }
  if (managers[channel].uninstall === undefined) {
    return new AimError('install.foreign', `${channel} has no way to uninstall ${id}`, {
      hint: `Remove the file: ${present.path}`,
    });
  }
  return {
    tool: id,
    action: 'uninstall',
    manager: channel,
    package: name,
    from: present.version,
    to: null,
    integrity: null,
    extras: present.extras,
    prefix: present.prefix ?? here.prefix,
    scripts: [],
    options: [],
    command: null,
    kept: null,
  };
}
