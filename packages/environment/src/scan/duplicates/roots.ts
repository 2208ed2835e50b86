import * as fs from 'node:fs';
import { resolve, sep } from 'node:path';
import type { ScanProblem } from '../types.js';
import { problemText } from './problem-text.js';

export interface Root {
  /** Absolute, without links. */
  path: string;
  stat: fs.Stats;
}

/**
 * The folders and files to start from, each once: a link to a root is that root. One within another
 * stays, since a walk passes over roots below other roots.
 */
export function findRoots(paths: readonly string[], cwd: string) {
  const roots = new Map<string, Root>();
  const problems: ScanProblem[] = [];
  for (const given of paths) {
    const path = resolve(cwd, given);
    try {
      const real = fs.realpathSync(path);
      roots.set(real, { path: real, stat: fs.statSync(real) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
      problems.push({ path, kind, message: problemText(code) });
    }
  }
  return { roots: withoutFilesBelow([...roots.values()]), problems };
}

/** A file that is named beside its folder is found there. */
function withoutFilesBelow(roots: Root[]): Root[] {
  const folders = roots.filter(({ stat }) => stat.isDirectory()).map(({ path }) => withEnd(path));
  return roots.filter(
    ({ path, stat }) => stat.isDirectory() || !folders.some((folder) => path.startsWith(folder)),
  );
}

function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
