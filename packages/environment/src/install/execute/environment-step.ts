import { join } from 'node:path';
import { managers } from '../managers/managers.js';
import type { Manager } from '../managers/manager.js';
import { isInstallManager } from '../plan/choose-target.js';
import type { KeptCopy, PlannedStep } from '../types.js';
import { keepEnvironment, restoreEnvironment } from '../undo/environment-copy.js';
import { removeFolder } from '../undo/folders.js';
import { launchersInto, setLauncher } from '../undo/launchers.js';
import { callManager } from './call-manager.js';
import { lookAtPackage } from './look.js';
import { enter, folderOf, notWhatWasAsked, type QueuedStep, type StepContext } from './step-run.js';
import { showBefore, tryOut } from './try-out.js';

/** The environment that a step changes, for a manager that keeps each package in one of its own. */
export interface EnvironmentPlace {
  place: string;
  bin: string;
}

export function environmentPlace(
  { manager, package: name, prefix }: PlannedStep,
  host: StepContext['host'],
): EnvironmentPlace | undefined {
  const facts: Manager | undefined = isInstallManager(manager) ? managers[manager] : undefined;
  if (facts?.environment === undefined || facts.bin === undefined || name === null) {
    return undefined;
  }
  return { place: facts.environment(name, prefix), bin: facts.bin(host) };
}

/**
 * Changes an environment of pipx or uv in its place, after a copy of it was made, and puts the copy
 * back when the change fails.
 *
 * @returns the version that is there now
 * @throws AimError as `callManager`, `install.broken`; what was there before is there again
 */
export async function changeEnvironment(
  item: QueuedStep,
  { place, bin }: EnvironmentPlace,
  context: StepContext,
): Promise<string | null> {
  const { step, index } = item;
  const { host, operation } = context;
  const isWindows = host.platform === 'win32';
  enter(item, 'fetching', context);
  const folder = join(context.folder, 'kept', folderOf(item, context));
  const copy = keepEnvironment(place, { bin, folder, isWindows });
  const kept = copy && { ...copy, version: operation.record.steps[index]?.before ?? null };
  operation.update(index, { phase: 'begun', kept });
  const before = kept === null ? null : await showBefore(item, bin, context);
  enter(item, 'changing', context);
  try {
    const { manager, prefix, tool } = step;
    const facts = managers[manager as keyof typeof managers];
    for (const args of facts.install([step], prefix)) {
      await callManager({ tool, manager: manager as keyof typeof managers, prefix, args }, context);
    }
    const { version } = lookAtPackage(step, context);
    if (version === null || (step.to !== null && step.to !== version)) {
      throw notWhatWasAsked(step, version);
    }
    enter(item, 'checking', context);
    await tryOut(item, { bin, before }, context);
    operation.update(index, { phase: 'done', after: version });
    return version;
  } catch (error) {
    enter(item, 'restoring', context);
    await putBack({ place, bin }, kept, isWindows);
    operation.update(index, { phase: 'restored', kept: null });
    if (kept !== null) removeFolder(kept.folder);
    throw error;
  }
}

/** Puts a kept environment back; that which it replaces is kept in its turn. */
export async function switchEnvironment(
  item: QueuedStep,
  { place, bin, copy }: EnvironmentPlace & { copy: KeptCopy },
  context: StepContext,
): Promise<string | null> {
  const { index } = item;
  const { host, operation } = context;
  const isWindows = host.platform === 'win32';
  const folder = join(context.folder, 'kept', folderOf(item, context));
  const now = keepEnvironment(place, { bin, folder, isWindows });
  const kept = now && { ...now, version: operation.record.steps[index]?.before ?? null };
  enter(item, 'switching', context);
  operation.update(index, { phase: 'begun', kept });
  await restoreEnvironment(copy, { bin, isWindows });
  operation.update(index, { phase: 'done', after: copy.version });
  return copy.version;
}

/** All as it was: the copy, or nothing where nothing was. */
export async function putBack(
  { place, bin }: EnvironmentPlace,
  kept: KeptCopy | null,
  isWindows: boolean,
): Promise<void> {
  if (kept !== null) return restoreEnvironment(kept, { bin, isWindows });
  for (const { path } of launchersInto(bin, place, isWindows)) setLauncher(path, null, isWindows);
  removeFolder(place);
}
