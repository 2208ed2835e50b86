import { existsSync } from 'node:fs';
import { isInstallManager } from '../plan/choose-target.js';
import type { EarlierCopy } from '../plan/facts.js';
import { operationsIn, readOperations, writeOperation, type OperationRecord } from '../journal.js';
import { removeKept } from '../undo/folders.js';
import type { InstallPorts } from './ports.js';
import { queueOf } from './recover.js';
import type { QueuedStep, StepContext } from './step-run.js';

/** Of each tool only what its last change replaced is kept: a tool may have half a gigabyte. */
export function dropEarlier({ step }: QueuedStep, context: StepContext): void {
  const { record: own } = context.operation;
  for (const record of readOperations(operationsIn(context as InstallPorts))) {
    if (record.id === own.id) continue;
    const stale = record.steps.filter(
      (each) =>
        each.kept !== null && each.step.tool === step.tool && queueOf(each.step) === queueOf(step),
    );
    if (stale.length === 0) continue;
    for (const each of stale) {
      if (each.kept !== null) removeKept(each.kept.folder);
      each.kept = null;
    }
    writeOperation(operationsIn(context), record);
  }
}

/**
 * What can be rolled back: the last change of one tool, or all of the last operation that changed
 * something. Pure but for a look whether kept copies are still there.
 *
 * @param records - the latest first
 */
export function earlierCopies(
  records: readonly OperationRecord[],
  tool: string | undefined,
): EarlierCopy[] {
  const changes = records.map(({ steps }) =>
    steps.filter(
      ({ phase, step, before, after }) =>
        phase === 'done' && before !== after && (tool === undefined || step.tool === tool),
    ),
  );
  const last = changes.find((steps) => steps.length > 0) ?? [];
  return last.flatMap(({ step, kept, before }): EarlierCopy[] => {
    const { manager, package: name } = step;
    if (!isInstallManager(manager) || name === null) return [];
    return [
      {
        tool: step.tool,
        manager,
        package: name,
        prefix: step.prefix,
        version: before,
        extras: step.extras,
        kept: kept !== null && existsSync(kept.folder) ? kept : null,
      },
    ];
  });
}
