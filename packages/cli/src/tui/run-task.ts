import { countOf, isAimError, reportError } from '@aim/core';
import type { Aim, Adopted, InvokeEvent, PlannedAdoption } from '@aim/services';
import { planText } from '../render/adoption.js';
import { attemptText } from '../render/invoke.js';
import { createStyle } from '../render/style.js';
import { checkLines, failureLines } from './report-lines.js';
import type { Confirm, ReportLine } from './store/dialogs.js';
import type { Resource } from './store/state.js';
import type { TaskRequest } from './store/task-request.js';
import type { Progress, TaskState } from './store/tasks.js';

export interface TaskPorts {
  aim: Aim;
  /** Asks the work to end. */
  signal: AbortSignal;
  /** Ends it at once. */
  kill: AbortSignal;
  tell: (lines: readonly ReportLine[]) => void;
  advance: (progress: Progress) => void;
}

export interface TaskOutcome {
  state: Exclude<TaskState, 'running' | 'cancelling'>;
  /** What is said last. */
  lines: readonly ReportLine[];
  question: Confirm | null;
  reload: readonly Resource[];
}

/** Does work that takes a while. A failure is an outcome; nothing is ever thrown. */
export async function runTask(request: TaskRequest, ports: TaskPorts): Promise<TaskOutcome> {
  try {
    switch (request.kind) {
      case 'invoke':
        return await invoke(request, ports);
      case 'check-keys':
        return await checkKeys(request.names, ports);
      case 'find-plaintext':
        return await findPlaintext(ports);
      case 'adopt':
        return adopted(await request.planned.apply());
    }
  } catch (error) {
    const isCancelled = isAimError(error) && error.code === 'invoke.cancelled';
    const state = isCancelled ? 'cancelled' : 'failed';
    return { ...over(state, failureLines(reportError(error))), reload: [] };
  }
}

async function invoke(
  request: Extract<TaskRequest, { kind: 'invoke' }>,
  { aim, signal, kill, tell }: TaskPorts,
): Promise<TaskOutcome> {
  const { capability, tool, prompt, permission } = request;
  const { result, failure } = await aim.invoke({
    capability,
    payload: { prompt },
    permission,
    signal,
    kill,
    onEvent: (event) => tell(attemptLines(event)),
    ...(tool === null ? {} : { tool }),
  });
  const reload = ['activity', 'breakers'] as const;
  if (failure !== undefined) {
    const state = result.status === 'cancelled' ? 'cancelled' : 'failed';
    return { ...over(state, failureLines(reportError(failure))), reload };
  }
  const { content } = result;
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return { ...over('done', text.trimEnd().split('\n').map(plainLine)), reload };
}

/** None for an event that is not told. */
function attemptLines(event: InvokeEvent): ReportLine[] {
  const text = attemptText(event, createStyle(false))
    .trimEnd()
    .replace(/^aim: /, '');
  if (text === '') return [];
  const hasFailed = event.type === 'attempt_ended' && event.attempt.error !== null;
  return [{ text, token: hasFailed ? 'warn' : 'secondary' }];
}

async function checkKeys(
  names: readonly string[],
  { aim, signal, tell, advance }: TaskPorts,
): Promise<TaskOutcome> {
  for (const [done, name] of names.entries()) {
    if (signal.aborted) {
      const left = countOf(names.length - done, 'key');
      return over('cancelled', [{ text: `${left} not asked about`, token: 'warn' }]);
    }
    advance({ done, total: names.length, item: name });
    const [checked] = await aim.checkSecrets({ names: [name], online: true });
    if (checked !== undefined) tell(checkLines(checked));
  }
  advance({ done: names.length, total: names.length, item: '' });
  return over('done', []);
}

async function findPlaintext({ aim }: TaskPorts): Promise<TaskOutcome> {
  const planned = await aim.planAdoption();
  const { steps, leftovers } = planned.plan;
  const { hits, searched } = planned.sweep.summary;
  if (hits === 0 && leftovers.length === 0) {
    return over('done', [plainLine(`No key in plaintext in ${countOf(searched, 'file')}`)]);
  }
  const lines = planText(planned.plan, createStyle(false)).trimEnd().split('\n').map(plainLine);
  if (steps.length === 0 && leftovers.length === 0) return over('done', lines);
  return { ...over('done', lines), question: adoptionQuestion(planned, lines) };
}

function adoptionQuestion(planned: PlannedAdoption, lines: readonly ReportLine[]): Confirm {
  const { steps } = planned.plan;
  return {
    title: `Move ${countOf(steps.length, 'key')} into the vault?`,
    plan: lines.map(({ text }) => text),
    verb: 'Move',
    then: { kind: 'task', request: { kind: 'adopt', planned } },
    command: 'aim secrets sweep --adopt',
    isSure: false,
    mustType: null,
    typed: '',
  };
}

function adopted({ id, files, failed }: Adopted): TaskOutcome {
  const lines = [
    ...files.map(({ file, secrets }) => plainLine(`✔ ${file}: ${secrets.join(', ')}`)),
    ...failed.map(({ file, message }) => ({
      text: `✖ ${file}: ${message}`,
      token: 'fail' as const,
    })),
    ...(id === null ? [] : [plainLine(`aim secrets sweep --undo ${id} takes it back`)]),
  ];
  const state = failed.length > 0 ? 'failed' : 'done';
  return { ...over(state, lines), reload: ['status', 'health', 'activity'] };
}

function over(state: TaskOutcome['state'], lines: readonly ReportLine[]): TaskOutcome {
  return { state, lines, question: null, reload: ['activity'] };
}

function plainLine(text: string): ReportLine {
  return { text, token: 'text' };
}
