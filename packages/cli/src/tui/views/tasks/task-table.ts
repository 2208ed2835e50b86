import { countOf } from '@aim/core';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';
import type { Progress, Task, TaskState } from '../../store/tasks.js';
import type { Token } from '../../theme/theme.js';

export const taskColumns: readonly ColumnSpec[] = [
  { head: '', min: 1, max: 1, priority: 10 },
  { head: 'TASK', min: 16, max: 48, priority: 9 },
  { head: 'STATE', min: 10, max: 16, priority: 8 },
  { head: 'PROGRESS', min: 14, max: 60, priority: 7 },
];

const marks: Record<TaskState, { mark: string; token: Token }> = {
  running: { mark: '●', token: 'key' },
  cancelling: { mark: '○', token: 'warn' },
  done: { mark: '✔', token: 'ok' },
  failed: { mark: '✖', token: 'fail' },
  cancelled: { mark: '-', token: 'secondary' },
};

export function taskRow(task: Task): TableRow {
  const { mark, token } = marks[task.state];
  return {
    id: task.id,
    cells: [mark, task.title, stateWords(task), progressWords(task)],
    tokens: { 0: token },
  };
}

function stateWords({ state, question }: Task): string {
  return question === null ? state : 'plan is ready';
}

/** How far it is, where that is known; else what it said last. */
function progressWords({ progress, lines }: Task): string {
  return progress === null ? (lines.at(-1)?.text ?? '') : barWords(progress);
}

const barCells = 10;

/** `█████▁▁▁▁▁ 5 of 10 NAME`. */
export function barWords({ done, total, item }: Progress): string {
  const filled = total === 0 ? barCells : Math.floor((done / total) * barCells);
  const bar = '█'.repeat(filled) + '▁'.repeat(barCells - filled);
  return `${bar} ${done} of ${total}${item === '' ? '' : ` ${item}`}`;
}

/** Everything that is known of a task; what it said comes last. */
export function taskFields(task: Task): Field[] {
  const { title, command, progress, lines } = task;
  return [
    { label: 'task', value: title },
    { label: 'state', value: `${marks[task.state].mark} ${stateWords(task)}` },
    ...(progress === null ? [] : [{ label: 'progress', value: barWords(progress) }]),
    { label: 'same as', value: command, token: 'key' },
    { label: 'said', value: lines.length === 0 ? 'nothing yet' : countOf(lines.length, 'line') },
    ...lines.map(({ text, token }) => ({ label: null, value: text, token })),
  ];
}
