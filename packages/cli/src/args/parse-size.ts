import { AimError } from '@aim/core';

const letters = ['', 'K', 'M', 'G', 'T'];

/**
 * A size: `100KB` and `2MB` by powers of 1000, `4MiB` by powers of 1024, a bare number in bytes.
 *
 * @param option - the option that it is of, for the error
 * @throws AimError `usage.invalid`
 */
export function parseSize(option: string, text: string): number {
  const [, number, letter = '', binary] = /^(\d+(?:\.\d+)?) ?([KMGT]?)(i?)B?$/i.exec(text) ?? [];
  const power = letters.indexOf(letter.toUpperCase());
  const bytes = Math.round(Number(number) * (binary ? 1024 : 1000) ** power);
  if (Number.isSafeInteger(bytes) && !(binary && letter === '')) return bytes;
  throw new AimError('usage.invalid', `${option} ${text}: expected a size`, {
    hint: 'Such as 100KB, 4MiB or 5000, which are bytes',
  });
}
