import type { Host } from '@aim/core';

/** A word of a command that a person may paste: quoted for their shell where it has to be. */
export function quoted(word: string, platform: Host['platform']): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** `a, b, c and 7 more`. */
export function listed(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
