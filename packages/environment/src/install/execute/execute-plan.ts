import { markRun } from '@aim/core';
import { beginOperation, operationsIn } from '../journal.js';
import type { InstallOutcome, InstallPlan, PlannedStep } from '../types.js';
import type { ExecuteOptions, InstallPorts } from './ports.js';
import { queueOf } from './recover.js';
import { runQueue } from './run-queue.js';
import { outcomeOf, toldError, type QueuedStep, type StepContext } from './step-run.js';

/**
 * Carries out a plan: queues of one manager and prefix side by side, in each one step after another
 * or several by one call. What fails is taken back and does not stop the others.
 *
 * @returns one outcome for each step, in the order of the plan
 * @throws AimError `file.permission` when the journal cannot be written: nothing is done then
 */
export async function executePlan(
  { steps }: Pick<InstallPlan, 'steps'>,
  options: ExecuteOptions,
  ports: InstallPorts,
): Promise<InstallOutcome[]> {
  if (steps.length === 0) return [];
  const mark = markRun({}).id;
  const now = ports.host.now();
  const operation = beginOperation(operationsIn(ports), { kind: options.kind, steps, mark, now });
  const outcomes = new Map<number, InstallOutcome>();
  const context: StepContext = {
    ...ports,
    mark,
    operation,
    startedAt: new Map(),
    tell: ({ index }, outcome) => {
      outcomes.set(index, outcome);
      ports.onEvent({ kind: 'outcome', outcome });
    },
  };
  const work = async (items: readonly QueuedStep[]) => {
    try {
      await runQueue(items, options, context);
    } catch (error) {
      const told = toldError(error, (items[0] as QueuedStep).step);
      for (const item of items.filter(({ index }) => !outcomes.has(index))) {
        context.operation.update(item.index, { phase: 'skipped' });
        const failure = { status: 'failed', after: item.step.from, error: told } as const;
        context.tell(item, outcomeOf(item, failure, context));
      }
    }
  };
  const queues = queuesOf(steps);
  if (options.sequential) for (const items of queues) await work(items);
  else await Promise.all(queues.map(work));
  operation.end(ports.host.now());
  return steps.map((_, index) => outcomes.get(index) as InstallOutcome);
}

function queuesOf(steps: readonly PlannedStep[]): QueuedStep[][] {
  const queues = new Map<string, QueuedStep[]>();
  steps.forEach((step, index) => {
    const queue = queueOf(step);
    queues.set(queue, [...(queues.get(queue) ?? []), { index, step }]);
  });
  return [...queues.values()];
}
