/** Below this many characters a value is too common a string to be masked without damage. */
export const minMaskableLength = 8;

/**
 * Every form in which `value` is looked for in output: as it is, in JSON as the usual writers make
 * it, in percent and form encoding, in hex of either case, and in base64 and base64url whatever the
 * alignment.
 */
export function secretForms(value: string): string[] {
  if (value.length < minMaskableLength) return [];
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const forms = [
    value,
    ...jsonForms(value),
    ...percentForms(bytes),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** As JavaScript, Python (ASCII only), PHP (`\/`) and Go (safe within HTML) write a string. */
function jsonForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const escaped = (characters: RegExp) =>
    json.replace(characters, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // Without the flag `u`: a character beyond the first plane is two escapes.
  const ascii = escaped(/[^\0-\x7f]/g);
  const slashed = [json, ascii].map((text) => text.replaceAll('/', String.raw`\/`));
  return [json, ascii, ...slashed, escaped(/[<>&\u2028\u2029]/g)];
}

/** Upper and lower case, and with `+` for a space as in a form. */
function percentForms(bytes: Buffer): string[] {
  // From the bytes, since a lone surrogate makes `encodeURIComponent` throw.
  const upper = encodeURIComponent(bytes.toString('utf8'));
  const lower = upper.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return [upper, lower].flatMap((text) => [text, text.replaceAll('%20', '+')]);
}

/**
 * Base64 works on groups of three bytes, so a value inside a longer text has three spellings. Of
 * each only the characters that depend on no neighbouring byte are looked for.
 */
function base64Forms(bytes: Buffer): string[] {
  const forms: string[] = [];
  for (const offset of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const firstOwn = Math.ceil((offset * 8) / 6);
    const lastOwn = Math.floor((padded.length * 8) / 6);
    const text = padded.toString('base64').slice(firstOwn, lastOwn);
    forms.push(text, text.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}
