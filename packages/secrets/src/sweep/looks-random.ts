/**
 * True for a text that was drawn by chance: no placeholder, word or path. Of a UUID it is false:
 * many things that are no keys are named by one.
 */
export function looksRandom(text: string): boolean {
  if (uuid.test(text)) return false;
  const isMixed = /\d/.test(text) && /[A-Za-z]/.test(text);
  return isMixed && bitsPerCharacter(text) >= leastBits(text.length) && !hasWords(text);
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Shannon's entropy of the characters, in bits. */
export function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** What even hexadecimal digits that are drawn by chance reach; a short text has less. */
function leastBits(length: number): number {
  return Math.min(2.9, Math.log2(length) - 1.6);
}

/** Three parts of letters only, joined by signs, are words: `my-long-service-name2`. */
function hasWords(text: string): boolean {
  return (
    text
      .split(/[^A-Za-z0-9]+/)
      .filter((part) => /^(?:[a-z]{3,}|[A-Z]?[a-z]{2,}|[A-Z]{3,})$/.test(part)).length >= 3
  );
}
