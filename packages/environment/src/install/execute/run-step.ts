import { managers } from '../managers/managers.js';
import type { InstallOutcome } from '../types.js';
import { changeEnvironment, environmentPlace, switchEnvironment } from './environment-step.js';
import { dropEarlier } from './kept-copies.js';
import { keepBeforeRemoval } from './keep-before-removal.js';
import { lookAtPackage } from './look.js';
import { stageNpm, switchBack, switchTo } from './npm-stage.js';
import { changeInPlace, checkInPlace, installAgain } from './plain-step.js';
import { settleEarlier } from './recover.js';
import { outcomeOf, toldError, type QueuedStep, type StepContext } from './step-run.js';
import { removeFolder } from '../undo/folders.js';

/** Carries out one step. Never rejects for what a manager did: the outcome says it. */
export async function runStep(item: QueuedStep, context: StepContext): Promise<InstallOutcome> {
  const { index } = item;
  context.startedAt.set(index, Date.now());
  if (context.signal.aborted) return skipped(item, context);
  try {
    const after = await change(item, context);
    return finished(item, after, context);
  } catch (error) {
    return failed(item, toldError(error, item.step), context);
  }
}

async function change(item: QueuedStep, context: StepContext): Promise<string | null> {
  const { step } = item;
  const environment = environmentPlace(step, context.host);
  if (step.action === 'uninstall') {
    keepBeforeRemoval(item, context);
    await changeInPlace([item], context);
    return checkInPlace(item, context);
  }
  if (step.kept !== null) {
    return environment === undefined
      ? switchBack(item, step.kept, context)
      : switchEnvironment(item, { ...environment, copy: step.kept }, context);
  }
  if (environment !== undefined) return changeEnvironment(item, environment, context);
  if (step.manager === 'npm') {
    const staged = await stageNpm([item], context);
    try {
      return await switchTo(item, staged, context);
    } finally {
      removeFolder(staged.work);
    }
  }
  await changeInPlace([item], context);
  return checkInPlace(item, context);
}

/** Notes that a step was not begun. */
export function skipped(item: QueuedStep, context: StepContext): InstallOutcome {
  context.operation.update(item.index, { phase: 'skipped' });
  return outcomeOf(item, { status: 'skipped', after: item.step.from }, context);
}

/** Notes that a step is done. */
export function finished(
  item: QueuedStep,
  after: string | null,
  context: StepContext,
): InstallOutcome {
  context.operation.update(item.index, { phase: 'done', after });
  settleEarlier(item.step, context);
  dropEarlier(item, context);
  return outcomeOf(item, { status: 'done', after }, context);
}

/** Notes that a step failed, once what was there before is there again where that can be. */
export async function failed(
  item: QueuedStep,
  error: unknown,
  context: StepContext,
): Promise<InstallOutcome> {
  const { index, step } = item;
  const recorded = context.operation.record.steps[index];
  const undo = step.manager === 'command' ? 'none' : managers[step.manager].undo;
  const isBegun = recorded?.phase === 'begun';
  if (undo === 'again' && isBegun) await installAgain(item, context);
  const { version } = lookAtPackage(step, context);
  const before = recorded?.before ?? null;
  const isAsBefore = version === before;
  const status = isAsBefore && before !== null ? 'restored' : 'failed';
  context.operation.update(index, { phase: isAsBefore ? 'restored' : 'failed', after: version });
  return outcomeOf(item, { status, after: version, error }, context);
}
