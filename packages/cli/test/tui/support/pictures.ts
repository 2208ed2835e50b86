import { invokeForm } from '../../../src/tui/store/dialogs.js';
import type { DashboardState } from '../../../src/tui/store/state.js';
import type { Task } from '../../../src/tui/store/tasks.js';
import { event, sampleActivity, sampleState } from './sample-data.js';

const normal = { columns: 80, rows: 24 };
const hour = (back: number) => new Date(Date.UTC(2026, 10, 20, 8 - back, 5)).toISOString();

/** Jobs of a day, some of which failed. */
const jobs = [1, 4, 2, 6, 3, 1].flatMap((count, back) =>
  Array.from({ length: count }, (_, index) => {
    const status = index % 4 === 3 ? 'error' : 'ok';
    const message = `chat: ${status === 'ok' ? 'answered by claude' : 'failed'}`;
    return event(hour(back * 2), { event_type: 'tool_invoke', message, details: { status } });
  }),
);

const task: Task = {
  id: '2',
  title: 'Ask the providers about every key',
  command: 'aim secrets check --online',
  state: 'running',
  progress: { done: 3, total: 8, item: 'OPENAI_API_KEY' },
  canCancel: true,
  lines: [{ text: '✔ GITHUB_TOKEN: valid', token: 'ok' }],
  question: null,
};

const tasks: readonly Task[] = [
  task,
  {
    ...task,
    id: '1',
    title: 'chat: why is the sky blue',
    command: 'aim invoke chat PROMPT',
    state: 'done',
    progress: null,
    lines: [{ text: 'claude answered in 2.1 s', token: 'secondary' }],
  },
];

/** What docs/dashboard.md shows, by name. */
export const pictures: Readonly<Record<string, DashboardState>> = {
  home: sampleState(normal),
  overview: sampleState(normal, {
    focus: 'overview',
    activity: {
      ...sampleState(normal).activity,
      data: { ...sampleActivity, events: jobs },
    },
    tasks,
  }),
  routes: sampleState({ columns: 120, rows: 20 }, { focus: 'routes' }),
  tasks: sampleState({ columns: 80, rows: 15 }, { focus: 'tasks', tasks }),
  job: sampleState(
    { columns: 80, rows: 15 },
    { overlays: ['form'], form: invokeForm('chat', null) },
  ),
  help: sampleState({ columns: 80, rows: 20 }, { overlays: ['help'] }),
  small: sampleState({ columns: 60, rows: 15 }, { focus: 'secrets' }),
};
