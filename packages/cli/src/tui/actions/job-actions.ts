import { invokeForm } from '../store/dialogs.js';
import { selectedRow } from '../store/rows.js';
import type { DashboardState } from '../store/state.js';
import { isRunning } from '../store/tasks.js';
import { change } from './change.js';
import type { Action } from './types.js';

/** What gives jobs to tools, and what is done with jobs that are running. */
export const jobActions: readonly Action[] = [
  {
    id: 'invoke-capability',
    keys: ['i'],
    title: 'Give the chosen capability a job',
    short: 'job',
    effect: 'write',
    footer: 7,
    ...inPane('routes'),
    refusal: (state) => (selectedRow(state, 'routes') ? null : 'nothing is selected'),
    command: (state) => `aim invoke ${selectedRow(state, 'routes')?.capability ?? 'CAPABILITY'}`,
    run: (state) => {
      const capability = selectedRow(state, 'routes')?.capability ?? 'chat';
      return change({ type: 'formOpened', form: invokeForm(capability, null) });
    },
  },
  {
    id: 'invoke-tool',
    keys: ['i'],
    title: 'Ask the chosen tool',
    short: 'ask',
    effect: 'write',
    footer: 8,
    ...inPane('tools'),
    refusal: (state) => {
      const tool = selectedRow(state, 'tools');
      if (tool === undefined) return 'nothing is selected';
      return tool.installed ? null : 'it is not installed';
    },
    command: (state) => `aim invoke --tool ${selectedRow(state, 'tools')?.id ?? 'TOOL'}`,
    run: (state) => {
      const tool = selectedRow(state, 'tools')?.id ?? null;
      return change({ type: 'formOpened', form: invokeForm('chat', tool) });
    },
  },
  {
    id: 'reset-breakers',
    keys: ['X'],
    title: 'Close the circuit breakers: let tools have jobs again',
    short: 'reset',
    effect: 'write',
    footer: null,
    ...inPane('routes'),
    command: () => 'aim tools reset',
    run: () => ({ kind: 'job', job: { kind: 'plan-reset' } }),
  },
  {
    id: 'cancel-task',
    keys: ['X'],
    title: 'End the chosen task',
    short: 'end it',
    effect: 'read',
    footer: 7,
    ...inPane('tasks'),
    refusal: (state) => {
      const task = selectedRow(state, 'tasks');
      if (task === undefined) return 'nothing is selected';
      if (!isRunning(task)) return 'it is over';
      return task.canCancel ? null : 'it is over soon, and cannot be ended before';
    },
    run: (state) => ({ kind: 'cancel', ids: idOf(state) }),
  },
  {
    id: 'answer-task',
    keys: ['a'],
    title: 'Look at the plan of the chosen task, and answer it',
    short: 'answer',
    effect: 'write',
    footer: 6,
    ...inPane('tasks'),
    refusal: (state) => (selectedRow(state, 'tasks')?.question ? null : 'it has no question'),
    command: (state) => selectedRow(state, 'tasks')?.question?.command ?? null,
    run: (state) => {
      const task = selectedRow(state, 'tasks');
      if (!task?.question) return change({ type: 'noticed', text: 'It has no question' });
      const answered = change({ type: 'taskAnswered', id: task.id });
      const then = { kind: 'all', intents: [answered, task.question.then] } as const;
      return change({ type: 'asked', confirm: { ...task.question, then } });
    },
  },
];

function idOf(state: DashboardState): readonly string[] {
  const task = selectedRow(state, 'tasks');
  return task === undefined ? [] : [task.id];
}

function inPane(pane: 'routes' | 'tools' | 'tasks'): Pick<Action, 'group' | 'contexts' | 'pane'> {
  return { group: 'Jobs', contexts: ['panes', 'detail'], pane };
}
