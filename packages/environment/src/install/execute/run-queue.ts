import { AimError, isAimError, withLock } from '@aim/core';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { managers } from '../managers/managers.js';
import type { InstallOutcome } from '../types.js';
import { recoverQueue, queueOf } from './recover.js';
import { runBatch } from './run-batch.js';
import { runStep, skipped } from './run-step.js';
import { lookAtPackage, isMet } from './look.js';
import type { ExecuteOptions } from './ports.js';
import { enter, outcomeOf, type QueuedStep, type StepContext } from './step-run.js';
import { waitForSessions } from './wait-for-sessions.js';

/** How long another AIM may keep a queue, in ms. */
const lockWaitMs = 60 * 60_000;

/**
 * Carries out the steps of one manager and prefix, one AIM at a time. What another AIM did
 * meanwhile is not done again.
 *
 * @throws AimError `lock.busy` after an hour, `file.permission`, `invoke.cancelled`
 */
export async function runQueue(
  items: readonly QueuedStep[],
  options: ExecuteOptions,
  context: StepContext,
): Promise<void> {
  const [first] = items as [QueuedStep];
  const queue = queueOf(first.step);
  for (const item of items) enter(item, 'waiting', context);
  await locked(queue, context, async () => {
    await recoverQueue(queue, context);
    const ready: QueuedStep[] = [];
    for (const item of items) {
      const outcome = await prepare(item, options, context);
      if (outcome === undefined) ready.push(item);
      else context.tell(item, outcome);
    }
    const alone: QueuedStep[] = [];
    for (const group of batches(ready, options)) {
      alone.push(...(group.length > 1 ? await runBatch(group, context) : group));
    }
    for (const item of alone) context.tell(item, await runStep(item, context));
  });
}

async function locked<T>(
  queue: string,
  { folder, signal }: StepContext,
  work: () => Promise<T>,
): Promise<T> {
  const name = createHash('sha256').update(queue).digest('hex').slice(0, 16);
  const path = join(folder, 'locks', `${queue.split(' ')[0]}-${name}.lock`);
  const deadline = Date.now() + lockWaitMs;
  let isHeld = false;
  for (;;) {
    try {
      // In short waits, so that ctrl+c is heard.
      return await withLock(path, { waitMs: 500, what: `the packages of ${queue}` }, () => {
        isHeld = true;
        return work();
      });
    } catch (error) {
      const isBusy = !isHeld && isAimError(error) && error.code === 'lock.busy';
      if (!isBusy || Date.now() > deadline) throw error;
      if (signal.aborted) throw new AimError('invoke.cancelled', 'Cancelled');
    }
  }
}

/** What is known of a step before it is begun: an outcome where it need not, or may not, be. */
async function prepare(
  item: QueuedStep,
  options: ExecuteOptions,
  context: StepContext,
): Promise<InstallOutcome | undefined> {
  const { index, step } = item;
  const { operation, signal } = context;
  const found = lookAtPackage(step, context);
  const isOurs = found.isThere && step.manager !== 'command';
  operation.update(index, { before: isOurs ? found.version : step.from });
  if (signal.aborted) return skipped(item, context);
  if (isMet(step, found)) {
    operation.update(index, { phase: 'skipped', after: found.version });
    return outcomeOf(item, { status: 'present', after: found.version }, context);
  }
  if (!found.isThere) return undefined;
  const inUse = await waitForSessions(item, options, context);
  if (inUse === undefined) return undefined;
  operation.update(index, { phase: 'skipped' });
  return outcomeOf(item, { status: 'failed', after: found.version, error: inUse }, context);
}

/** Steps that one call can do together. */
function batches(items: readonly QueuedStep[], { sequential }: ExecuteOptions): QueuedStep[][] {
  const groups = new Map<string, QueuedStep[]>();
  for (const item of items) {
    const { manager, action, kept, scripts } = item.step;
    const together = manager !== 'command' && managers[manager].batches && kept === null;
    const isRemoval = action === 'uninstall';
    const key =
      !sequential && together
        ? `${manager} ${isRemoval} ${action === 'restore'} ${scripts.length > 0}`
        : `alone ${item.index}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
