import type { KeyName } from '../input/parse-keys.js';
import { isKeyName } from '../input/parse-keys.js';
import { paneIds, paneNames } from '../layout/layout.js';
import { allContexts, contextWords, type InputContext } from '../store/context.js';
import { actions } from './actions.js';
import { matchWords } from './match-words.js';
import type { Action } from './types.js';

/** Keys by the id of the action that they stand for; actions that are not named keep theirs. */
export type KeyMap = Readonly<Record<string, readonly KeyName[]>>;

/** What is wrong with one line of a key map. */
export interface KeyProblem {
  /** The id that the configuration names. */
  id: string;
  message: string;
}

/** Where letters are text. */
const textContexts: readonly InputContext[] = ['filter', 'search', 'palette', 'form', 'confirm'];

/** Everything that keeps a key map from working: names that do not exist, and keys with two meanings. */
export function keyMapProblems(keyMap: KeyMap): KeyProblem[] {
  const single = Object.entries(keyMap).flatMap(([id, keys]) =>
    wrongWith(id, keys).map((message) => ({ id, message })),
  );
  return single.length > 0 ? single : clashes(keyMap);
}

function wrongWith(id: string, keys: readonly KeyName[]): string[] {
  const action = actions.find((one) => one.id === id);
  if (action === undefined) {
    const near = actions.find((one) => matchWords(id, one.id.replaceAll('-', ' ')) !== null);
    const hint = near === undefined ? '' : `; is it ${near.id}?`;
    return [`no action has the id ${JSON.stringify(id)}${hint}`];
  }
  if (id === 'abort') return ['ctrl+c quits from anywhere, and stays so'];
  if (keys.length === 0) return ['an action needs a key'];
  return keys.flatMap((key) => {
    if (!isKeyName(key)) return [`${JSON.stringify(key)} is no key that a terminal tells`];
    const where = action.contexts.find((context) => textContexts.includes(context));
    const isText = key === 'space' || [...key].length === 1;
    // The two answers of a question are letters, and are no text where none is typed.
    if (!isText || where === undefined || ['yes', 'no', 'close'].includes(id)) return [];
    return [`${JSON.stringify(key)} is text ${contextWords[where]}, where this has to work`];
  });
}

/** The first key of each two actions that are meant by it at one place. */
function clashes(keyMap: KeyMap): KeyProblem[] {
  const problems = new Map<string, KeyProblem>();
  for (const context of allContexts) {
    for (const pane of paneIds) {
      const meant = new Map<KeyName, Action>();
      for (const action of actions.filter((one) => isMeant(one, context, pane))) {
        for (const key of keyMap[action.id] ?? action.keys) {
          const other = meant.get(key);
          if (other === undefined || other === action) {
            meant.set(key, action);
            continue;
          }
          const [id, second] = action.id in keyMap ? [action.id, other.id] : [other.id, action.id];
          const place = context === 'panes' ? `in ${paneNames[pane]}` : contextWords[context];
          const message = `${JSON.stringify(key)} means ${second} as well, ${place}`;
          const both = `${id} ${second}`;
          if (!problems.has(both)) problems.set(both, { id, message });
        }
      }
    }
  }
  return [...problems.values()];
}

function isMeant({ contexts, pane }: Action, context: InputContext, focus: string): boolean {
  return contexts.includes(context) && (pane === undefined || pane === focus);
}
