import { fingerprint } from '../index/fingerprint.js';
import { findRow, readIndex } from '../index/index-file.js';
import type { SecretsContext } from './secrets-context.js';
import { versionsOf } from './versions.js';

export type Recognised = 'vault' | 'other' | number;

/**
 * Which value of a secret each text is, by the fingerprints of the index. Opens no store.
 *
 * @returns `vault` for the present value, the number of a version, or `other`
 */
export function recognise(
  { paths }: Pick<SecretsContext, 'paths'>,
  name: string,
  texts: readonly string[],
): Recognised[] {
  const index = readIndex(paths);
  const row = findRow(index, name);
  return texts.map((text) => {
    const mark = fingerprint(index.salt, text);
    if (row?.fingerprint === mark) return 'vault';
    const version = row && versionsOf(row).findLast((each) => each.fingerprint === mark);
    return version?.version ?? 'other';
  });
}

/** Those of the texts that are a value of any secret, present or earlier. Opens no store. */
export function storedTexts(
  { paths }: Pick<SecretsContext, 'paths'>,
  texts: readonly string[],
): ReadonlySet<string> {
  const { salt, secrets } = readIndex(paths);
  const rows = secrets.flatMap((row) => [row, ...versionsOf(row)]);
  const marks = new Set(rows.map((row) => row.fingerprint));
  if (marks.size === 0) return new Set();
  return new Set(texts.filter((text) => marks.has(fingerprint(salt, text))));
}
