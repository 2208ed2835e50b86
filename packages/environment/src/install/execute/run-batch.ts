import type { InstallOutcome } from '../types.js';
import { removeFolder } from '../undo/folders.js';
import { keepBeforeRemoval } from './keep-before-removal.js';
import { stageNpm, switchTo } from './npm-stage.js';
import { changeInPlace, checkInPlace } from './plain-step.js';
import { failed, finished } from './run-step.js';
import { toldError, type QueuedStep, type StepContext } from './step-run.js';

/**
 * Does several steps by one call of their manager: it starts once, and fetches side by side.
 *
 * @returns the steps that have to be done one by one, since the call failed
 */
export async function runBatch(
  items: readonly QueuedStep[],
  context: StepContext,
): Promise<readonly QueuedStep[]> {
  const now = Date.now();
  for (const { index } of items) context.startedAt.set(index, now);
  if (context.signal.aborted) return items;
  const isStaged = items.every(({ step }) => step.manager === 'npm' && step.action !== 'uninstall');
  try {
    if (!isStaged) {
      for (const item of items) {
        if (item.step.action === 'uninstall') keepBeforeRemoval(item, context);
      }
      await changeInPlace(items, context);
      for (const item of items) {
        context.tell(item, await settled(item, () => checkInPlace(item, context), context));
      }
      return [];
    }
    const staged = await stageNpm(items, context);
    for (const item of items) {
      context.tell(item, await settled(item, () => switchTo(item, staged, context), context));
    }
    removeFolder(staged.work);
    return [];
  } catch (error) {
    toldError(error, (items[0] as QueuedStep).step);
    return items;
  }
}

async function settled(
  item: QueuedStep,
  work: () => Promise<string | null>,
  context: StepContext,
): Promise<InstallOutcome> {
  try {
    return finished(item, await work(), context);
  } catch (error) {
    return failed(item, toldError(error, item.step), context);
  }
}
