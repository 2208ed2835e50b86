import { AimError, fileError, isAimError, messageOf, reportError, systemCode } from '@aim/core';
import type { Operation } from '../journal.js';
import type { InstallOutcome, PlannedStep } from '../types.js';
import type { CallContext } from './call-manager.js';
import type { InstallPhase } from './ports.js';

/** A step with its place in the operation. */
export interface QueuedStep {
  index: number;
  step: PlannedStep;
}

export interface StepContext extends CallContext {
  operation: Operation;
  startedAt: Map<number, number>;
  /** Notes what became of a step. */
  tell: (item: QueuedStep, outcome: InstallOutcome) => void;
}

export function enter({ step }: QueuedStep, phase: InstallPhase, context: StepContext): void {
  context.onEvent({ kind: 'phase', tool: step.tool, phase });
}

/** A folder's name for what a step needs, or keeps. */
export function folderOf({ index }: QueuedStep, { operation }: StepContext): string {
  return `${operation.record.id}-${index}`;
}

export function outcomeOf(
  { index, step }: QueuedStep,
  {
    status,
    after,
    error,
  }: { status: InstallOutcome['status']; after: string | null; error?: unknown },
  context: StepContext,
): InstallOutcome {
  const begun = context.startedAt.get(index);
  return {
    tool: step.tool,
    action: step.action,
    manager: step.manager,
    package: step.package,
    status,
    before: context.operation.record.steps[index]?.before ?? step.from,
    after,
    error: error === undefined ? null : reportError(error),
    durationMs: begun === undefined ? 0 : Date.now() - begun,
  };
}

/** What came of a manager's work is not what was asked of it. */
export function notWhatWasAsked(step: PlannedStep, found: string | null): AimError {
  const wanted = step.to === null ? step.package : `${step.package} ${step.to}`;
  const there = found === null ? 'nothing of it is there' : `${found} is there`;
  return new AimError(
    'install.failed',
    `${step.manager} said that it had installed ${wanted}, but ${there}`,
  );
}

/** The error of a tool that does not work any more. */
export function broken({ tool, to }: PlannedStep, why: string): AimError {
  const what = to === null ? tool : `${tool} ${to}`;
  return new AimError('install.broken', `${what} does not work: ${why}`);
}

/** The error of a step as its user may be told it. @throws what is a bug */
export function toldError(error: unknown, { prefix }: PlannedStep): AimError {
  if (isAimError(error)) return error;
  if (systemCode(error) === undefined) throw error;
  const path = (error as NodeJS.ErrnoException).path ?? prefix;
  const told = fileError('write', path, error);
  return isAimError(told) ? told : new AimError('install.failed', messageOf(error));
}
