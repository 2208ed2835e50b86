import { actions } from '../actions/actions.js';
import { reasonAgainst } from '../actions/reason-against.js';
import type { Action } from '../actions/types.js';
import type { Conductor } from '../conductor.js';
import { inputContext } from '../store/context.js';
import { selectedRow } from '../store/rows.js';
import type { Store } from '../store/create-store.js';
import type { DashboardState } from '../store/state.js';
import type { Asker } from './plain-dialogs.js';
import { pageRows, plainScreen, type Choice, type PlainPlace } from './plain-screen.js';

export interface PlainReader {
  /** Reads out where one is, takes one answer, and does it. */
  step: () => Promise<void>;
}

export interface PlainReaderOptions {
  store: Store;
  conductor: Conductor;
  asker: Asker;
  home: string;
}

/** Leads through menus, panes and details by numbers. */
export function createPlainReader({
  store,
  conductor,
  asker,
  home,
}: PlainReaderOptions): PlainReader {
  let place: PlainPlace = { at: 'menu', from: 0 };
  const step = async () => {
    const { title, lines, choices } = plainScreen(store.state(), place, home);
    asker.say(`\n${title}`);
    lines.forEach(asker.say);
    choices.forEach(({ label }, index) => asker.say(`${index + 1}. ${label}`));
    if (place.at === 'pane') asker.say('0. Back');
    const answer = await asker.ask('Choice:');
    if (answer === '') return;
    store.dispatch({ type: 'keyed' });
    const chosen = /^\d+$/.test(answer) ? choices[Number(answer) - 1] : undefined;
    if (answer === '0') return back();
    if (chosen === undefined) return asker.say(`${answer} is no choice: 0 to ${choices.length}`);
    await take(chosen);
  };
  const back = () => {
    if (store.state().overlays.length > 0) return store.dispatch({ type: 'closed' });
    place = { at: 'menu', from: 0 };
  };
  const take = async ({ does }: Choice) => {
    if (does.kind === 'more') place = { ...place, from: place.from + pageRows };
    else if (does.kind === 'row') select(does.id);
    else await perform(does.action);
  };
  const select = (id: string) => {
    store.dispatch({ type: 'selected', id });
    const { pane } = overviewTarget(store.state());
    if (pane !== undefined) store.dispatch({ type: 'focused', pane });
    else store.dispatch({ type: 'opened', overlay: 'detail' });
    if (pane !== undefined) place = { at: 'pane', from: 0 };
  };
  const perform = async (action: Action) => {
    if (inputContext(store.state()) === 'palette') store.dispatch({ type: 'closed' });
    const reason = reasonAgainst(action, store.state());
    if (reason !== null) return asker.say(`${action.title}: ${reason}`);
    if (action.id === 'filter') return filter();
    if (action.id === 'palette') return find();
    if (action.id === 'reveal-secret' && !(await mayStay())) return;
    await conductor.perform(action.run(store.state()));
    if (action.id.startsWith('focus-')) place = { at: 'pane', from: 0 };
    tell(store.state());
    await askOfTask();
  };
  const filter = async () => {
    const text = await asker.ask('Letters that a row has to have; enter alone shows all:');
    store.dispatch({ type: 'unfiltered' });
    store.dispatch({ type: 'typing' });
    store.dispatch({ type: 'typed', text });
    store.dispatch({ type: 'kept' });
    place = { at: 'pane', from: 0 };
  };
  const find = async () => {
    const text = await asker.ask('Words of an action; enter alone lists all:');
    store.dispatch({ type: 'opened', overlay: 'palette' });
    store.dispatch({ type: 'typed', text });
    place = { at: 'pane', from: 0 };
  };
  const mayStay = async () => {
    const answer = await asker.ask(
      'The value is printed, and stays in what the terminal keeps. Type yes to print it:',
    );
    return answer === 'yes';
  };
  const tell = ({ notice, revealed }: DashboardState) => {
    if (revealed !== null) asker.say(`${revealed.name}: ${revealed.value}`);
    if (revealed !== null) store.dispatch({ type: 'masked' });
    if (notice !== null) asker.say(notice);
  };
  /** What a task found out is asked at once: nothing else has the keyboard. */
  const askOfTask = async () => {
    const task = store.state().tasks.find(({ question }) => question !== null);
    const answer = actions.find(({ id }) => id === 'answer-task');
    if (task === undefined || answer === undefined) return;
    store.dispatch({ type: 'focused', pane: 'tasks' });
    store.dispatch({ type: 'selected', id: task.id });
    if (reasonAgainst(answer, store.state()) === null) {
      await conductor.perform(answer.run(store.state()));
    }
  };
  return { step };
}

/** A line of the overview leads to its pane. */
function overviewTarget(state: DashboardState): { pane?: DashboardState['focus'] } {
  if (state.focus !== 'overview') return {};
  const row = selectedRow(state, 'overview');
  return row === undefined ? {} : { pane: row.pane };
}
