import { stripControls, type Finding } from '@aim/core';
import type { Aim, StatusSnapshot } from '@aim/services';
import { askHidden } from '../../terminal/ask.js';
import type { Terminal } from '../../terminal/terminal.js';
import { createConductor } from '../conductor.js';
import { createStore } from '../store/create-store.js';
import { initialState, type DashboardState } from '../store/state.js';
import { wanted } from '../store/wanted.js';
import { createLineReader } from './line-reader.js';
import { answerDialog, type Asker } from './plain-dialogs.js';
import { createPlainReader } from './plain-reader.js';

export interface PlainOptions {
  createAim: (notify: (finding: Finding) => void) => Aim;
  snapshot?: StatusSnapshot | null;
  terminal: Terminal;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  version: string;
}

/** A size at which details have no room beside the lists: here they are a step of their own. */
const size = { columns: 80, rows: 24 };

/**
 * The dashboard for a screen reader: lines and numbered choices on the primary screen. Nothing is
 * drawn over, and nothing is written but answers and what a task says. Answers the exit code: 0 after
 * the choice to quit or at the end of the input, 130 after ctrl+c.
 */
export async function runPlain(options: PlainOptions): Promise<number> {
  const { terminal, home, env, version } = options;
  const lines = createLineReader(terminal.stdin);
  let exitCode: number | undefined;
  const exit = (code: number) => {
    exitCode ??= code;
    lines.close();
  };
  const say = (text: string) => void terminal.stdout.write(`${stripControls(text)}\n`);
  const asker: Asker = {
    say,
    ask: async (question) => {
      terminal.stdout.write(`${stripControls(question)} `);
      const answer = await lines.next();
      if (answer === null) exit(0);
      return (answer ?? '').trim();
    },
    askHidden: (question) => lines.pause(() => askHidden(terminal, `${question} `)),
  };
  const tellTasks = taskTeller(say);
  const isReadOnly = !['', '0', undefined].includes(env['AIM_READ_ONLY']);
  const store = createStore({ ...initialState(size, options.snapshot), isReadOnly }, tellTasks);
  const conductor = createConductor({
    createAim: options.createAim,
    store,
    env,
    revealMs: 0,
    now: Date.now,
    lend: lines.pause,
    stop: () => undefined,
    exit,
  });
  // A task hears of ctrl+c before the program does.
  const interrupt = () => {
    const ids = store
      .state()
      .tasks.filter(({ state }) => state === 'running')
      .map(({ id }) => id);
    if (ids.length === 0) return exit(130);
    say('Ending what runs. ctrl+c once more quits.');
    void conductor.perform({ kind: 'cancel', ids });
  };
  process.on('SIGINT', interrupt);
  try {
    say(`AIM ${version} for screen readers, on by AIM_SCREEN_READER.`);
    say('Answer with a number and enter. 0 goes back, enter alone repeats.');
    say('Reading …');
    await conductor.load(['status', 'health', 'keychain', 'activity']);
    await conductor.mapKeys();
    const reader = createPlainReader({ store, conductor, asker, home });
    while (exitCode === undefined) {
      await conductor.load(wanted(store.state()));
      if (!(await answerDialog(store, conductor, asker))) await reader.step();
    }
    return exitCode;
  } finally {
    process.off('SIGINT', interrupt);
    lines.close();
    await conductor.close();
  }
}

/** Says what tasks say, once. */
function taskTeller(say: (text: string) => void): (state: DashboardState) => void {
  const said = new Map<string, number>();
  return ({ tasks }) => {
    for (const { id, title, lines } of tasks.toReversed()) {
      if (!said.has(id)) say(`Begun: ${title}. ctrl+c ends it.`);
      for (const { text } of lines.slice(said.get(id) ?? 0)) say(text);
      said.set(id, lines.length);
    }
  };
}
