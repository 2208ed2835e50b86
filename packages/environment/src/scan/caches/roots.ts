import { isMissing, isWithin, messageOf, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { resolve } from 'node:path';
import type { CacheProblem } from './types.js';

/** The real folders that these paths name, each once and none within another; never rejects. */
export function realRoots(
  paths: readonly string[],
  { cwd, home }: Pick<Host, 'cwd' | 'home'>,
): { roots: string[]; problems: CacheProblem[] } {
  const problems: CacheProblem[] = [];
  const found = paths.flatMap((written) => {
    const path = resolve(
      cwd,
      written.replace(/^~(?=$|[\\/])/, () => home),
    );
    try {
      const real = fs.realpathSync(path);
      fs.readdirSync(real);
      return [real];
    } catch (error) {
      const kind = isMissing(error) ? 'missing' : 'unreadable';
      const message = isMissing(error) ? 'there is no such folder' : messageOf(error);
      problems.push({ path, kind, message });
      return [];
    }
  });
  return { roots: outermost(found), problems };
}

/** These paths without those that lie within another, and each once; sorted. */
export function outermost(paths: readonly string[]): string[] {
  const all = [...new Set(paths)].sort();
  return all.filter((path) => !all.some((other) => other !== path && isWithin(path, other)));
}
