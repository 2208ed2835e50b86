import * as fs from 'node:fs';
import { join } from 'node:path';
import { foldersUpward } from './folders-upward.js';

/** The top of the repository that a folder lies in: the nearest folder upward that holds `.git`. */
export function findGitRoot(start: string): string | undefined {
  for (const folder of foldersUpward(start)) {
    if (fs.existsSync(join(folder, '.git'))) return folder;
  }
  return undefined;
}
