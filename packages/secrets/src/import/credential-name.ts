/**
 * True for a variable that holds a credential as its name says: one of the known keys, or one
 * that ends in a word such as KEY, TOKEN, SECRET or PASSWORD. What calls itself public is none.
 */
export function isCredentialName(name: string, knownKeys: ReadonlySet<string>): boolean {
  if (knownKeys.has(name)) return true;
  const words = wordsOf(name);
  if (words.some((word) => publicWords.has(word))) return false;
  // PWD alone is the working directory of a shell.
  return name !== 'PWD' && credentialWords.has(words.at(-1) ?? '');
}

/** True for an address with a password in it, such as that of a database. */
export function holdsPassword(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:[^\s/?#@]+@/i.test(value);
}

/** `openaiApiKey_2` is OPENAI, API, KEY: a number at the end tells one key from another. */
function wordsOf(name: string): string[] {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').split(/[^A-Za-z0-9]+/);
  const upper = words.map((word) => word.toUpperCase()).filter((word) => word !== '');
  while (/^\d+$/.test(upper.at(-1) ?? '')) upper.pop();
  return upper;
}

const publicWords = new Set(['PUBLIC', 'PUBLISHABLE']);
const credentialWords = new Set([
  'APIKEY',
  'AUTH',
  'CREDENTIAL',
  'CREDENTIALS',
  'KEY',
  'PASS',
  'PASSPHRASE',
  'PASSWD',
  'PASSWORD',
  'PAT',
  'PWD',
  'SECRET',
  'TOKEN',
]);
