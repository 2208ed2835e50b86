import type { Confirm, ReportLine } from './dialogs.js';

/** Work that takes a while, and goes on while other things are looked at. */
export interface Task {
  id: string;
  title: string;
  /** The command line that does the same. */
  command: string;
  state: TaskState;
  /** How far it is; null where nobody can tell. */
  progress: Progress | null;
  /** Whether it can be told to end. */
  canCancel: boolean;
  /** What it said, the oldest first; at most `mostLines`. */
  lines: readonly ReportLine[];
  /** What it found out should be done, which waits for a yes. */
  question: Confirm | null;
}

export type TaskState = 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled';

/** `done` of `total` are over, and it is at `item`. */
export interface Progress {
  done: number;
  total: number;
  item: string;
}

export type TaskEvent =
  | {
      type: 'taskStarted';
      task: Pick<Task, 'id' | 'title' | 'command' | 'canCancel'>;
    }
  | { type: 'taskAdvanced'; id: string; progress: Progress }
  | { type: 'taskTold'; id: string; lines: readonly ReportLine[] }
  | { type: 'taskCancelled'; id: string }
  | {
      type: 'taskEnded';
      id: string;
      state: TaskState;
      lines: readonly ReportLine[];
      question: Confirm | null;
    }
  | { type: 'taskAnswered'; id: string };

/** The most that is kept: of tasks, and of the lines of one. */
const mostTasks = 50;
const mostLines = 500;

/** The newest first. What is over makes room for what is new; what is running stays. */
export function reduceTasks(tasks: readonly Task[], event: TaskEvent): readonly Task[] {
  if (event.type === 'taskStarted') {
    const started: Task = {
      ...event.task,
      state: 'running',
      progress: null,
      lines: [],
      question: null,
    };
    return [started, ...tasks].filter((task, index) => index < mostTasks || isRunning(task));
  }
  return tasks.map((task) => (task.id === event.id ? changed(task, event) : task));
}

function changed(task: Task, event: Exclude<TaskEvent, { type: 'taskStarted' }>): Task {
  switch (event.type) {
    case 'taskAdvanced':
      return { ...task, progress: event.progress };
    case 'taskTold':
      return { ...task, lines: [...task.lines, ...event.lines].slice(-mostLines) };
    case 'taskCancelled':
      return isRunning(task) ? { ...task, state: 'cancelling' } : task;
    case 'taskEnded': {
      const { state, lines, question } = event;
      return { ...task, state, question, lines: [...task.lines, ...lines].slice(-mostLines) };
    }
    case 'taskAnswered':
      return { ...task, question: null };
  }
}

export function isRunning({ state }: Pick<Task, 'state'>): boolean {
  return state === 'running' || state === 'cancelling';
}
