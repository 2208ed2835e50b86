import { messageOf } from '@aim/core';
import { actions } from '../actions/actions.js';
import type { Conductor } from '../conductor.js';
import { inputContext } from '../store/context.js';
import type { Store } from '../store/create-store.js';
import type { Confirm, Form } from '../store/dialogs.js';

export interface Asker {
  say: (text: string) => void;
  ask: (question: string) => Promise<string>;
  /** What is typed is not shown. Rejects when it is not answered. */
  askHidden: (question: string) => Promise<string>;
}

/** Asks what a form, a question or an answer in front wants; false when there is none. */
export async function answerDialog(
  store: Store,
  conductor: Conductor,
  asker: Asker,
): Promise<boolean> {
  const { form, confirm, report } = store.state();
  switch (inputContext(store.state())) {
    case 'form':
      if (form !== null) await fillIn(form, store, { conductor, asker });
      return true;
    case 'confirm':
      if (confirm !== null) await decide(confirm, store, { conductor, asker });
      return true;
    case 'report':
      asker.say(report?.title ?? '');
      for (const { text } of report?.lines ?? []) asker.say(text);
      store.dispatch({ type: 'closed' });
      return true;
    default:
      return false;
  }
}

interface Means {
  conductor: Conductor;
  asker: Asker;
}

async function fillIn(form: Form, store: Store, { conductor, asker }: Means): Promise<void> {
  asker.say(`${form.title}. Same as: ${form.command}`);
  try {
    for (const { label, text, isHidden } of form.fields.slice(form.current)) {
      const question = text === '' ? `${label}:` : `${label} (enter alone: ${text}):`;
      const answer = isHidden
        ? await asker.askHidden(`${label}, which is not shown:`)
        : await asker.ask(question);
      if (answer !== '') {
        store.dispatch({ type: 'erased', what: 'all' });
        store.dispatch({ type: 'typed', text: answer });
      }
      const isLast = store.state().form?.current === form.fields.length - 1;
      if (!isLast) store.dispatch({ type: 'fieldLeft', step: 1 });
    }
  } catch (error) {
    asker.say(messageOf(error));
    return store.dispatch({ type: 'closed' });
  }
  const submit = actions.find(({ id }) => id === 'submit');
  if (submit !== undefined) await conductor.perform(submit.run(store.state()));
  const { notice } = store.state();
  if (notice !== null) asker.say(notice);
  // What is wrong was said; the form is begun anew by its choice.
  const failed = store.state();
  if (failed.report === null && inputContext(failed) === 'form') {
    asker.say('Nothing was done.');
    store.dispatch({ type: 'closed' });
  }
}

async function decide(confirm: Confirm, store: Store, { conductor, asker }: Means): Promise<void> {
  const { title, plan, verb, mustType, command, then } = confirm;
  asker.say(title);
  plan.forEach(asker.say);
  if (command !== null) asker.say(`Same as: ${command}`);
  const wanted = mustType ?? 'yes';
  const what = mustType === null ? 'yes' : `the name ${mustType}`;
  const answer = await asker.ask(`${verb}? Type ${what} to do it; enter alone cancels:`);
  store.dispatch({ type: 'closed' });
  if (answer !== wanted) return asker.say('Nothing was done.');
  await conductor.perform(then);
  const { notice } = store.state();
  if (notice !== null) asker.say(notice);
}
