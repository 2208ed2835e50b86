import { createHash } from 'node:crypto';
import { countOf } from '../text/count-of.js';

/** Lines amid a log that are no records of its chain. */
export interface ForeignLines {
  file: string;
  /** Of the first. */
  line: number;
  readonly place: string;
  readonly text: string;
  add: (line: Buffer) => void;
  told: () => { bytes: number; sha256: string };
}

export function createForeign(file: string, line: number): ForeignLines {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  return {
    file,
    line,
    place: `${file}:${line}`,
    get text() {
      return `${countOf(lines, 'line')} without a place in the chain`;
    },
    add: (added) => {
      hash.update(added);
      hash.update('\n');
      bytes += added.length + 1;
      lines += 1;
    },
    told: () => ({ bytes, sha256: hash.copy().digest('hex') }),
  };
}

/** True when a record says of these lines that they were found. */
export function isTold(foreign: ForeignLines, record: Buffer): boolean {
  const { event_type: type, details } = JSON.parse(record.toString('utf8')) as {
    event_type: unknown;
    details: { bytes?: unknown; sha256?: unknown };
  };
  const { bytes, sha256 } = foreign.told();
  return type === 'audit_repair' && details.bytes === bytes && details.sha256 === sha256;
}
