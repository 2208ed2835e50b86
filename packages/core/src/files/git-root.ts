import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** The top of the repository that a folder lies in: the nearest folder upward that holds `.git`. */
export function findGitRoot(folder: string): string | undefined {
  if (fs.existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findGitRoot(parent);
}
