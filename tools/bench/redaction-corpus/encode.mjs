// The encodings that cases.json names. Each is a function of text; a case applies them in order.

const bytesOf = (text) => Buffer.from(text, 'utf8');
const unitsOf = (text) => Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
const between = (text, every, what) =>
  (text.match(new RegExp(`[^]{1,${every}}`, 'g')) ?? []).join(what);
const hex4 = (unit) => unit.toString(16).padStart(4, '0');

export const encodings = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json-every-character': (text) =>
    unitsOf(text)
      .map((unit) => `\\u${hex4(unit)}`)
      .join(''),
  'json-every-character-upper': (text) =>
    unitsOf(text)
      .map((unit) => `\\u${hex4(unit).toUpperCase()}`)
      .join(''),
  'json-every-other-character': (text) =>
    unitsOf(text)
      .map((unit, n) => (n % 2 === 0 ? `\\u${hex4(unit)}` : String.fromCharCode(unit)))
      .join(''),
  'json-slashes': (text) => text.replaceAll('/', '\\/'),
  percent: encodeURIComponent,
  'percent-lower': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent-every-byte': (text) => bytesOf(text).toString('hex').toUpperCase().replace(/../g, '%$&'),
  form: (text) => new URLSearchParams([['', text]]).toString().slice(1),
  hex: (text) => bytesOf(text).toString('hex'),
  'hex-upper': (text) => bytesOf(text).toString('hex').toUpperCase(),
  'hex-mixed': (text) =>
    bytesOf(text)
      .toString('hex')
      .replace(/../g, (byte, at) => (at % 4 === 0 ? byte.toUpperCase() : byte)),
  base64: (text) => bytesOf(text).toString('base64'),
  base64url: (text) => bytesOf(text).toString('base64url'),
  'wrap-4': (text) => between(text, 4, '\n'),
  'wrap-64': (text) => between(text, 64, '\n'),
  'wrap-76-crlf': (text) => between(text, 76, '\r\n'),
  'wrap-20-indented': (text) => between(text, 20, '\n    '),
  'wrap-64-json': (text) => between(text, 64, '\\n'),
  'ansi-once': (text) => `${text.slice(0, 5)}\x1b[0m${text.slice(5)}`,
  'ansi-every-character': (text) => between(text, 1, '\x1b[38;5;154m'),
  'ansi-json': (text) => between(text, 6, '\\u001b[31m'),
  'ansi-link': (text) => between(text, 8, '\x1b]8;;https://example.com/\x1b\\'),
  'ansi-charset': (text) => between(text, 7, '\x1b(B\x1b[m'),
};

/**
 * What a program prints in a case, as pieces between which it pauses.
 *
 * @param testCase - of cases.json
 * @param value - the secret
 * @returns `{ before, written, after, pieces }`: text, the encoded value, text, and all of it in
 *   Buffers
 */
export function outputOf(
  { before = '', inside = '{}', encode = [], after = '', binary, cuts = [] },
  value,
) {
  const text = inside.replaceAll('{}', () => value);
  const written = encode.reduce((result, name) => encodings[name](result), text);
  const parts = [bytesOf(before), bytesOf(written), bytesOf(after)];
  if (binary !== undefined) parts[0] = Buffer.from(binary, 'hex');
  const all = Buffer.concat(parts);
  const places = cuts === 'every byte' ? Array.from(all.keys()).slice(1) : cuts;
  const points = [
    0,
    ...places.map((place) => (place < 0 ? all.length + place : place)),
    all.length,
  ];
  const pieces = points.slice(1).map((end, n) => all.subarray(points[n], end));
  return { before: parts[0], written, after: parts[2], pieces };
}

/**
 * What a masker did: `masked`; `unchanged`, which is right where nothing is to be masked;
 * `leaked`: eight characters in a row of the written value came through; `damaged`: other bytes
 * changed.
 */
export function judge(testCase, value, output) {
  const { before, after, pieces } = outputOf(testCase, value);
  const isSame = output.equals(Buffer.concat(pieces));
  if (testCase.expect === 'unchanged') return isSame ? 'unchanged' : 'damaged';
  if (isSame) return 'leaked';
  const rest = bare(output.toString());
  const own = bare(ownPart(testCase, value));
  for (let at = 0; at + 8 <= own.length; at++) {
    if (rest.includes(own.slice(at, at + 8))) return 'leaked';
  }
  const isWhole =
    output.subarray(0, before.length).equals(before) &&
    output.subarray(output.length - after.length).equals(after);
  return isWhole ? 'masked' : 'damaged';
}

/** Without what a reader does not see, or sees as a line break. */
function bare(text) {
  return text.replace(/\x1b\].*?(?:\x07|\x1b\\)|\x1b[[(][\d;]*[A-Za-z]|\\u001b\[\d*m|\\n|\s/g, '');
}

/** What of the written text depends on the value: base64 also encodes what stands around it. */
function ownPart(testCase, value) {
  const [one, two, three] = [value, value.replace(/./g, '!'), value.replace(/./g, '~')].map(
    (each) => outputOf(testCase, each).written,
  );
  const differs = (at) => one[at] !== two[at] || one[at] !== three[at];
  const places = Array.from(one, (_, at) => at).filter(differs);
  return one.slice(places[0], (places.at(-1) ?? -1) + 1);
}
