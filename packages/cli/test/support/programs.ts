import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';

/** A folder for PATH with these programs, each a shell script. */
export function programs(scripts: Record<string, string>): string {
  const folder = join(tempFolder(), 'bin');
  mkdirSync(folder);
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** PATH with that folder first. */
export function pathWith(folder: string): { PATH: string } {
  return { PATH: `${folder}:/usr/bin:/bin` };
}
