import { managers } from '../managers/managers.js';
import type { InstallManager, PlannedStep } from '../types.js';
import { callCommand, callManager } from './call-manager.js';
import { lookAtPackage } from './look.js';
import { enter, notWhatWasAsked, type QueuedStep, type StepContext } from './step-run.js';
import { tryOut } from './try-out.js';
import { dirname } from 'node:path';
import { detectTools } from '../../detect/detect-tools.js';

/**
 * Lets a manager change a tool in its place. When it fails and the version before is not there any
 * more, that is installed again, where the manager takes a version.
 *
 * @returns the version that is there now
 * @throws AimError as `callManager`, `install.broken`
 */
export async function changeInPlace(
  items: readonly QueuedStep[],
  context: StepContext,
): Promise<void> {
  for (const item of items) {
    context.operation.update(item.index, { phase: 'begun' });
    enter(item, 'changing', context);
  }
  const [first] = items as [QueuedStep];
  const { manager, prefix, tool, command } = first.step;
  if (manager === 'command') {
    await callCommand(command ?? [], context);
    return;
  }
  const steps = items.map(({ step }) => step);
  const calls =
    first.step.action === 'uninstall'
      ? (managers[manager].uninstall?.(steps, prefix) ?? [])
      : managers[manager].install(steps, prefix);
  for (const args of calls) await callManager({ tool, manager, prefix, args }, context);
}

/** Holds what is there after a change against what was asked. @throws AimError */
export async function checkInPlace(item: QueuedStep, context: StepContext): Promise<string | null> {
  const { step } = item;
  const { isThere, version } = lookAtPackage(step, context);
  if (step.action === 'uninstall') {
    if (isThere) throw notWhatWasAsked(step, version);
    return null;
  }
  // Of a manager whose packages are known by their programs: what is not on PATH is not seen.
  const isSeen = step.manager !== 'command' && managers[step.manager].version !== undefined;
  if (isSeen && !isThere) throw notWhatWasAsked(step, null);
  if (step.to !== null && version !== null && version !== step.to) {
    throw notWhatWasAsked(step, version);
  }
  enter(item, 'checking', context);
  const bin = binOf(step, context);
  if (bin !== undefined) await tryOut(item, { bin, before: null }, context);
  return version;
}

/** Brings the version back that was there before; false where the manager cannot. */
export async function installAgain(item: QueuedStep, context: StepContext): Promise<boolean> {
  const { step, index } = item;
  const { manager } = step;
  const before = context.operation.record.steps[index]?.before ?? null;
  if (manager === 'command' || managers[manager].undo !== 'again') return false;
  const found = lookAtPackage(step, context);
  if (found.version === before && (before !== null || !found.isThere)) return true;
  enter(item, 'restoring', context);
  const back: PlannedStep = { ...step, action: 'restore', to: before, integrity: null };
  const calls =
    before === null
      ? (managers[manager].uninstall?.([back], step.prefix) ?? [])
      : managers[manager].install([back], step.prefix);
  // Also after ctrl+c: what was there is more than what is wanted now.
  const calm = { ...context, signal: new AbortController().signal };
  try {
    for (const args of calls) await callBack(back, manager, { args, context: calm });
  } catch {
    return false;
  }
  return lookAtPackage(step, context).version === before;
}

function callBack(
  { tool, prefix }: PlannedStep,
  manager: InstallManager,
  { args, context }: { args: readonly string[]; context: StepContext },
): Promise<void> {
  return callManager({ tool, manager, prefix, args }, context);
}

/** Where the copy of the step's manager starts from. */
function binOf({ tool, manager }: PlannedStep, { host, tools }: StepContext): string | undefined {
  const detectable = tools.get(tool)?.detectable;
  if (detectable === undefined || manager === 'command') return undefined;
  const [found] = detectTools([detectable], host);
  const copy = found?.copies.find(({ channel }) => channel === manager);
  return copy && dirname(copy.path);
}
