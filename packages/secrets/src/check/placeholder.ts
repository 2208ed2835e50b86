/**
 * True for what stands in examples and templates where a key belongs: `your-api-key`, `sk-...`,
 * `<KEY>`, `${KEY}`, `changeme`, `xxxxxxxx`, `12345678`. A random key is never one.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().toLowerCase();
  return (
    marks.some((mark) => mark.test(text)) ||
    wholeWords.has(text) ||
    namesItself(text.match(/[a-z]+/g) ?? [], text) ||
    isOneRun(text, (before, now) => now === before) ||
    isOneRun(text, (before, now) => now === before + 1 || (before === nine && now === zero))
  );
}

/** Signs that no key is made of. */
const marks: readonly RegExp[] = [
  /^<.*>$/s,
  /^\[.*\]$/s,
  /^\{.*\}$/s,
  /\$\{/,
  /^\$[a-z_]\w*$/,
  /^%\w+%$/,
  /\.\.\.|…/,
  /\*{3}|•{3}/,
  // The keys in the documents of AWS end so.
  /example(?:key)?$/,
];

const wholeWords: ReadonlySet<string> = new Set(
  (
    'test testing none null nil undefined empty todo tbd n/a secret password passwd key token ' +
    'foo bar foobar abc abc123 x changeme hunter2 unset disabled'
  ).split(' '),
);

/** Each is enough by itself. */
const telling: ReadonlySet<string> = new Set(
  'your changeme changeit placeholder example dummy fake replaceme insert redacted todo'.split(' '),
);

/** Together they say what should stand there. */
const vocabulary: ReadonlySet<string> = new Set(
  (
    'my the an a some real actual own new put paste enter add set change replace me with this it in ' +
    'here api key apikey access auth token secret value string sk pk test demo sample openai ' +
    'anthropic claude google gemini github gh ghp hf pat'
  ).split(' '),
);

/** Words, separated by other signs, that name a key rather than being one. */
function namesItself(words: readonly string[], text: string): boolean {
  if (words.some((word) => telling.has(word))) return true;
  return words.length > 1 && !/\d/.test(text) && words.every((word) => vocabulary.has(word));
}

const [zero, nine] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];

/** More than half of the text, and six characters or more, or all of three, is one run. */
function isOneRun(text: string, follows: (before: number, now: number) => boolean): boolean {
  let longest = 0;
  let run = 0;
  for (let index = 0; index < text.length; index++) {
    const goesOn = index > 0 && follows(text.charCodeAt(index - 1), text.charCodeAt(index));
    run = goesOn ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return (longest >= 6 && longest * 2 > text.length) || (longest >= 3 && longest === text.length);
}
