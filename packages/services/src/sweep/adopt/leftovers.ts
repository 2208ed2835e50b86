import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Adoption } from './types.js';

/**
 * What an AIM that was killed left beside the files of the journal: new contents that did not get
 * to their place, and that may hold a key.
 */
export function leftovers(adoptions: readonly Adoption[]): string[] {
  const files = new Set(adoptions.flatMap((adoption) => adoption.files.map(({ file }) => file)));
  return [...files].flatMap(leftoversOf).sort();
}

/** Call it with the journal's lock: no other AIM is then about to write such a file. */
export function removeLeftovers(adoptions: readonly Adoption[]): void {
  for (const file of leftovers(adoptions)) fs.rmSync(file, { force: true });
}

function leftoversOf(file: string): string[] {
  const folder = dirname(file);
  const name = basename(file);
  try {
    return fs
      .readdirSync(folder)
      .filter((each) => each.startsWith(`${name}.`) && isTemporary(each.slice(name.length)))
      .map((each) => join(folder, each));
  } catch {
    return [];
  }
}

/** The name that `writeFileAtomic` gives: process id and a random word. */
function isTemporary(ending: string): boolean {
  return /^\.\d+\.[a-z0-9]{6,}\.tmp$/.test(ending);
}
