/**
 * The name of a key as the action table writes it: the character itself, or `up`, `shift+tab`,
 * `ctrl+c`, `alt+x`, `f1`.
 */
export type KeyName = string;

export interface ParsedKeys {
  keys: KeyName[];
  /** The start of a sequence whose end has not come yet. */
  rest: string;
}

const escape = '\u001b';

const sequences: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  OA: 'up',
  '[B': 'down',
  OB: 'down',
  '[C': 'right',
  OC: 'right',
  '[D': 'left',
  OD: 'left',
  '[H': 'home',
  OH: 'home',
  '[1~': 'home',
  '[7~': 'home',
  '[F': 'end',
  OF: 'end',
  '[4~': 'end',
  '[8~': 'end',
  '[5~': 'pgup',
  '[6~': 'pgdn',
  '[Z': 'shift+tab',
  OP: 'f1',
  '[11~': 'f1',
  '[[A': 'f1',
};

/** True for a key that a terminal can tell: what `parseKeys` may answer. */
export function isKeyName(key: string): boolean {
  if (named.includes(key)) return true;
  const [, modifier, rest = ''] = /^(?:(ctrl|alt)\+)?(.+)$/su.exec(key) ?? [];
  if (modifier === 'ctrl') return /^[a-z]$/.test(rest) && !['h', 'i', 'j', 'm'].includes(rest);
  const isCharacter = [...rest].length === 1 && !/[\u0000-\u0020\u007f]/u.test(rest);
  return isCharacter || (modifier === 'alt' && rest === 'space');
}

const characters: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  ' ': 'space',
};

const named: readonly KeyName[] = [
  'esc',
  ...Object.values(sequences),
  ...Object.values(characters),
];

// A CSI or SS3 sequence without its ESC; the Linux console's F1 has a second bracket.
const whole = /^(?:\[\[[A-E]|\[[0-?]*[ -/]*[@-Z\\-~]|O[@-~])/;
const begun = /^(?:\[\[?|\[[0-?]*[ -/]*|O)?$/;

/**
 * Turns what a terminal sent into single keys, however many came in one chunk. A sequence that is
 * no known key is dropped as a whole.
 */
export function parseKeys(text: string): ParsedKeys {
  const keys: KeyName[] = [];
  let left = text;
  while (left !== '') {
    if (!left.startsWith(escape)) {
      const character = String.fromCodePoint(left.codePointAt(0) as number);
      keys.push(...characterKey(character));
      left = left.slice(character.length);
      continue;
    }
    const after = left.slice(1);
    if (begun.test(after)) return { keys, rest: left };
    const sequence = whole.exec(after)?.[0];
    if (sequence !== undefined) {
      const key = sequences[sequence];
      if (key !== undefined) keys.push(key);
      left = after.slice(sequence.length);
    } else if (after.startsWith(escape)) {
      keys.push('esc');
      left = after;
    } else {
      const character = String.fromCodePoint(after.codePointAt(0) as number);
      keys.push(...characterKey(character).map((key) => `alt+${key}`));
      left = after.slice(character.length);
    }
  }
  return { keys, rest: '' };
}

function characterKey(character: string): KeyName[] {
  const named = characters[character];
  if (named !== undefined) return [named];
  const code = character.codePointAt(0) as number;
  if (code >= 1 && code <= 26) return [`ctrl+${String.fromCodePoint(code + 96)}`];
  return code < 32 ? [] : [character];
}
