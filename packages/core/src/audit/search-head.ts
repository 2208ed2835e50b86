import * as fs from 'node:fs';
import { logFiles, pathOfPlace, type AuditPlace, type SegmentName } from './audit-place.js';
import { readLink, type Link } from './chain.js';
import type { Head } from './head.js';
import { linesForward } from './read-lines.js';

/** The end of the chain by the log itself; undefined where no record is chained. */
export function searchHead(place: AuditPlace, today: string): Head | undefined {
  const files = logFiles(pathOfPlace(place)).map(({ path }) => path);
  for (const path of files.reverse()) {
    const found = lastLink(path);
    if (found === undefined) continue;
    const { end, ...link } = found;
    if ('file' in place && path !== place.file) return { ...link, day: today, part: 1, size: 0 };
    return { ...link, ...('file' in place ? { day: today, part: 1 } : nameOf(path)), size: end };
  }
  return undefined;
}

/** The last record of the chain in these files, of which the newest are last. */
export function lastLinkOf(files: readonly string[]): Link | undefined {
  for (const file of files.toReversed()) {
    const found = lastLink(file);
    if (found !== undefined) return { seq: found.seq, hash: found.hash };
  }
  return undefined;
}

function nameOf(path: string): SegmentName {
  const [, day = '', part = '1'] = /(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.jsonl$/.exec(path) ?? [];
  return { day, part: Number(part) };
}

function lastLink(path: string): (Link & { end: number }) | undefined {
  const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(file);
    if (!stat.isFile()) return undefined;
    let found: (Link & { end: number }) | undefined;
    let at = 0;
    for (const { bytes, isEnded } of linesForward(file, 0, stat.size)) {
      at += bytes.length + (isEnded ? 1 : 0);
      const link = isEnded ? readLink(bytes) : undefined;
      if (link !== undefined) found = { seq: link.seq, hash: link.hash, end: at };
    }
    return found;
  } finally {
    fs.closeSync(file);
  }
}
