import type { KeyName } from '../input/parse-keys.js';
import { currentText } from '../store/current-text.js';
import type { DashboardState } from '../store/state.js';
import { change } from './change.js';
import { findAction } from './find-action.js';
import { chosenItem, type MenuItem } from './menu-items.js';
import { reasonAgainst } from './reason-against.js';
import type { Intent } from './types.js';

/**
 * What a key leads to: text where text is typed, else what the action table says, or the reason why
 * that cannot be done; null when the key means nothing here.
 */
export function intentOf(key: KeyName, state: DashboardState): Intent | null {
  const text = textOf(key);
  if (text !== null && currentText(state) !== null) return change({ type: 'typed', text });
  const action = findAction(key, state);
  if (action === undefined) return null;
  return intentOrReason({ action, reason: reasonAgainst(action, state), state });
}

/** Does what is chosen in a menu where the menu was opened. */
function choose(state: DashboardState): Intent {
  const item = chosenItem(state);
  if (item === undefined) return change({ type: 'noticed', text: 'No action has these words' });
  if (item.reason !== null) return intentOrReason(item);
  return { kind: 'all', intents: [change({ type: 'closed' }), intentOrReason(item)] };
}

function intentOrReason({ action, reason, state }: MenuItem): Intent {
  if (reason !== null) return change({ type: 'noticed', text: `${action.title}: ${reason}` });
  const intent = action.run(state);
  if (intent.kind === 'choose') return choose(state);
  const command = action.command?.(state) ?? null;
  if (command === null) return intent;
  return { kind: 'all', intents: [change({ type: 'commanded', command }), intent] };
}

/** What a paste leads to: text where text is typed, and nowhere else. Only a value keeps its lines. */
export function intentOfPaste(pasted: string, state: DashboardState): Intent {
  if (currentText(state) === null) {
    return change({ type: 'noticed', text: 'Nothing here takes a paste' });
  }
  const isHidden = state.form?.fields[state.form.current]?.isHidden === true;
  // Terminals paste a line's end as the key enter.
  const lines = pasted.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
  return change({ type: 'typed', text: isHidden ? lines : lines.replaceAll('\n', ' ') });
}

/** The character that a key types; null for any other key. */
function textOf(key: KeyName): string | null {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : null;
}
