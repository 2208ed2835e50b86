import {
  isPlainObject,
  isProcessMark,
  markOfThisProcess,
  messageOf,
  processIsGone,
  readStateFile,
  writeFileAtomic,
  type ProcessMark,
} from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../owners/read-metadata.js';
import type { KeptCopy, PlannedStep } from './types.js';
import type { PackageSwitch } from './undo/package-switch.js';

/** Where the journal of an install folder lies. */
export function operationsIn({ folder }: { folder: string }): string {
  return join(folder, 'operations');
}

export type OperationKind = 'install' | 'update' | 'uninstall' | 'rollback';

/** `begun` is on disk before the first thing is changed, `switching` before the old version moves. */
export type StepPhase =
  'planned' | 'begun' | 'switching' | 'done' | 'failed' | 'restored' | 'skipped';

export interface RecordedStep {
  step: PlannedStep;
  phase: StepPhase;
  /** A folder that holds nothing but what this step needs while it runs. */
  work: string | null;
  change: PackageSwitch | null;
  /** What was replaced, where it was kept. */
  kept: KeptCopy | null;
  /** The version that was there before, by its metadata. */
  before: string | null;
  after: string | null;
}

export interface OperationRecord {
  version: 1;
  id: string;
  kind: OperationKind;
  /** RFC 3339 in UTC. */
  startedAt: string;
  endedAt: string | null;
  process: ProcessMark;
  /** In the environment of every program that it started. */
  mark: string;
  steps: RecordedStep[];
}

/** A change of the machine that goes on, and what of it is on disk. */
export interface Operation {
  record: OperationRecord;
  update: (index: number, change: Partial<RecordedStep>) => void;
  end: (at: Date) => void;
}

/** How many are remembered. */
const remembered = 50;

/** Puts a plan on disk before anything of it is done. @throws AimError `file.permission` */
export function beginOperation(
  folder: string,
  {
    kind,
    steps,
    mark,
    now,
  }: Pick<OperationRecord, 'kind' | 'mark'> & {
    steps: readonly PlannedStep[];
    now: Date;
  },
): Operation {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const id = `${stamp}-${mark.slice(0, 6)}`;
  const record: OperationRecord = {
    version: 1,
    id,
    kind,
    startedAt: now.toISOString(),
    endedAt: null,
    process: markOfThisProcess(),
    mark,
    steps: steps.map((step) => ({
      step,
      phase: 'planned',
      work: null,
      change: null,
      kept: null,
      before: step.from,
      after: null,
    })),
  };
  writeOperation(folder, record);
  return {
    record,
    update: (index, change) => {
      record.steps[index] = { ...(record.steps[index] as RecordedStep), ...change };
      writeOperation(folder, record);
    },
    end: (at) => {
      record.endedAt = at.toISOString();
      writeOperation(folder, record);
      forgetOld(folder);
    },
  };
}

export function writeOperation(folder: string, record: OperationRecord): void {
  writeFileAtomic(join(folder, `${record.id}.json`), `${JSON.stringify(record)}\n`);
}

/** The operations on record, the latest first. A file that cannot be understood is told, and kept. */
export function readOperations(
  folder: string,
  onProblem: (message: string) => void = () => undefined,
): OperationRecord[] {
  const names = namesIn(folder).filter((name) => name.endsWith('.json'));
  return names
    .toSorted()
    .reverse()
    .flatMap((name) => {
      try {
        return readStateFile(join(folder, name), 'a record of an installation', isOperation) ?? [];
      } catch (error) {
        onProblem(messageOf(error));
        return [];
      }
    });
}

/** True when its process died before it was through. */
export function wasCutOff({ endedAt, process }: OperationRecord): boolean {
  return endedAt === null && processIsGone(process);
}

function isOperation(value: unknown): value is OperationRecord {
  if (!isPlainObject(value)) return false;
  const { version, id, mark, steps, process } = value;
  return (
    version === 1 &&
    typeof id === 'string' &&
    typeof mark === 'string' &&
    isProcessMark(process) &&
    Array.isArray(steps) &&
    steps.every((each) => isPlainObject(each) && isPlainObject(each['step']))
  );
}

// What was kept of an operation that is forgotten was removed when the next of its tool was done.
function forgetOld(folder: string): void {
  for (const { id } of readOperations(folder).slice(remembered)) {
    fs.rmSync(join(folder, `${id}.json`), { force: true });
  }
}
