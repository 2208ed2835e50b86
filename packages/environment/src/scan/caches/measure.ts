import * as fs from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { messageOf } from '@aim/core';
import type { CacheProblem, TreeSize } from './types.js';

/** The inodes with several names that a scan has met, so that each counts once. */
export type CountedInodes = Set<string>;

export interface MeasureOptions {
  counted: CountedInodes;
  /** Sees every entry below the top, by its path from there with `/` between names. */
  look?: (path: string, stat: fs.Stats) => void;
  signal?: AbortSignal;
}

export interface MeasuredTree {
  size: TreeSize;
  problems: CacheProblem[];
}

/** How many entries are looked at before others have their turn. */
const entriesAtOnce = 2000;

/**
 * Measures a file or a folder with all that lies in it. No link is followed, and another file
 * system that is mounted in it is not entered. Never rejects.
 */
export async function measureTree(top: string, options: MeasureOptions): Promise<MeasuredTree> {
  const { counted, look, signal } = options;
  const size: TreeSize = {
    files: 0,
    apparentBytes: 0,
    allocatedBytes: 0,
    freeableBytes: 0,
    newestMs: null,
  };
  const problems: CacheProblem[] = [];
  const shared = new Map<string, { names: number; met: number; bytes: number }>();
  const count = (stat: fs.Stats) => {
    if (stat.isDirectory()) return;
    size.files += 1;
    size.newestMs = Math.max(size.newestMs ?? 0, stat.mtimeMs);
    // Windows tells no blocks.
    const bytes = (stat.blocks as number | undefined) === undefined ? stat.size : stat.blocks * 512;
    if (stat.nlink > 1) {
      const inode = `${stat.dev}:${stat.ino}`;
      const known = shared.get(inode) ?? { names: stat.nlink, met: 0, bytes };
      shared.set(inode, { ...known, met: known.met + 1 });
      if (counted.has(inode)) return;
      counted.add(inode);
    } else size.freeableBytes += bytes;
    size.apparentBytes += stat.size;
    size.allocatedBytes += bytes;
  };
  const attempt = <T>(path: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push({ path, kind: 'unreadable', message: messageOf(error) });
      return undefined;
    }
  };
  const topStat = attempt(top, () => fs.lstatSync(top));
  if (topStat !== undefined) count(topStat);
  const folders = topStat?.isDirectory() === true ? [''] : [];
  let met = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (signal?.aborted === true) break;
    const whole = folder === '' ? top : join(top, folder);
    for (const name of attempt(whole, () => fs.readdirSync(whole)) ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stat = attempt(join(top, path), () => fs.lstatSync(join(top, path)));
      if (stat === undefined) continue;
      count(stat);
      look?.(path, stat);
      if (stat.isDirectory() && stat.dev === topStat?.dev) folders.push(path);
      if (++met % entriesAtOnce === 0) await turn();
    }
  }
  for (const { names, met: here, bytes } of shared.values()) {
    if (here >= names) size.freeableBytes += bytes;
  }
  return { size, problems };
}
