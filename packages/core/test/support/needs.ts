import { it } from '@jest/globals';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * A test that needs programs which npm cannot bring. Where one is absent the test is skipped by
 * name, and the name says what it needs.
 */
export function itNeeds(
  programs: readonly string[],
  name: string,
  test: () => Promise<void> | void,
): void {
  const missing = programs.filter((program) => !isOnPath(program));
  const title = `${name} [needs ${programs.join(', ')}]`;
  if (missing.length === 0) it(title, test);
  else it.skip(title, test);
}

export function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
