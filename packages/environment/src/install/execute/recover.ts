import { endEscaped } from '@aim/core';
import { managers } from '../managers/managers.js';
import { isInstallManager } from '../plan/choose-target.js';
import {
  operationsIn,
  readOperations,
  wasCutOff,
  writeOperation,
  type OperationRecord,
  type RecordedStep,
} from '../journal.js';
import type { PlannedStep } from '../types.js';
import { removeFolder } from '../undo/folders.js';
import { recoverSwitch } from '../undo/package-switch.js';
import { environmentPlace, putBack } from './environment-step.js';
import type { InstallPorts } from './ports.js';

/** Steps of one manager and prefix go one after another. */
export function queueOf({ manager, prefix }: PlannedStep): string {
  // The casks and formulae of Homebrew share their locks.
  return `${manager === 'brew-cask' ? 'brew' : manager} ${prefix}`;
}

/**
 * Ends what operations of dead processes left in a queue: programs that they started are ended, and
 * each step is carried through or taken back. One that cannot be is left for the plan, which does
 * it again. To be called with the queue's lock.
 */
export async function recoverQueue(queue: string, ports: InstallPorts): Promise<void> {
  for (const record of readOperations(operationsIn(ports)).filter(wasCutOff)) {
    const open = record.steps.filter((each) => isOpen(each, queue));
    if (open.length > 0) await endEscaped(record.mark, ports.host);
    for (const recorded of open) {
      Object.assign(recorded, await recoverStep(recorded, ports));
      writeOperation(operationsIn(ports), record);
    }
    for (const { work } of open) if (work !== null) removeFolder(work);
    endIfSettled(record, ports);
  }
}

/** Tools of which a cut-off operation does not tell what is there, by id. */
export function interruptedTools(records: readonly OperationRecord[]): Set<string> {
  return new Set(
    records
      .filter(wasCutOff)
      .flatMap(({ steps }) => steps.filter(needsAgain).map(({ step }) => step.tool)),
  );
}

/** Notes that a tool of a queue is right again, whatever was left of it. */
export function settleEarlier(step: PlannedStep, ports: InstallPorts): void {
  for (const record of readOperations(operationsIn(ports)).filter(wasCutOff)) {
    const left = record.steps.filter(
      (each) => each.step.tool === step.tool && isOpen(each, queueOf(step)),
    );
    if (left.length === 0) continue;
    for (const each of left) each.phase = 'restored';
    writeOperation(operationsIn(ports), record);
    endIfSettled(record, ports);
  }
}

function isOpen({ step, phase }: RecordedStep, queue: string): boolean {
  const isUnfinished = phase === 'planned' || phase === 'begun' || phase === 'switching';
  return isUnfinished && queueOf(step) === queue;
}

function needsAgain({ step, phase, change }: RecordedStep): boolean {
  if (phase !== 'begun' || change !== null) return false;
  const { manager } = step;
  return !isInstallManager(manager) || ['again', 'none'].includes(managers[manager].undo);
}

async function recoverStep(
  recorded: RecordedStep,
  { host }: InstallPorts,
): Promise<Partial<RecordedStep>> {
  const { step, phase, change, kept, before } = recorded;
  if (phase === 'planned') return { phase: 'skipped' };
  if (change !== null) {
    const end = await recoverSwitch(change);
    if (end === 'restored') return { phase: 'restored' };
    const links = change.launchers.flatMap(({ path, before: target }) =>
      target === null ? [] : [{ path, target }],
    );
    const { place, kept: folder } = change;
    return {
      phase: 'done',
      after: step.to,
      kept: folder === null ? null : { folder, place, links, version: before },
    };
  }
  const environment = environmentPlace(step, host);
  if (environment !== undefined && step.action !== 'uninstall') {
    await putBack(environment, kept, host.platform === 'win32');
    if (kept !== null) removeFolder(kept.folder);
    return { phase: 'restored', kept: null };
  }
  return needsAgain(recorded) ? {} : { phase: 'restored' };
}

function endIfSettled(record: OperationRecord, ports: InstallPorts): void {
  const isSettled = record.steps.every(
    ({ phase }) => phase !== 'planned' && phase !== 'begun' && phase !== 'switching',
  );
  if (!isSettled) return;
  record.endedAt = ports.host.now().toISOString();
  writeOperation(operationsIn(ports), record);
}
