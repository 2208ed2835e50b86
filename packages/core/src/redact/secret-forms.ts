/** Below this many characters a value is too common a string to be masked without damage. */
export const minMaskableLength = 8;

/**
 * Every form in which `value` is looked for in output: as it is, in JSON and percent encoding, in
 * hex of either case, and in base64 and base64url whatever the alignment.
 */
export function secretForms(value: string): string[] {
  if (value.length < minMaskableLength) return [];
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    // From the bytes, since a lone surrogate makes `encodeURIComponent` throw.
    encodeURIComponent(bytes.toString('utf8')),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
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
