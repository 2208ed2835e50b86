import * as fs from 'node:fs';
import { dirname } from 'node:path';

/**
 * Appends whole lines by one write on a file opened for appending, so that many processes can share
 * it. Makes the file for the user alone.
 */
export function appendLines(path: string, lines: readonly string[]): void {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = fs.openSync(path, 'a+', 0o600);
  try {
    // A crash in mid-record leaves a line without an end: it must not swallow this record. Another
    // process may be in the middle of its write: then this makes an empty line, which readers skip.
    const separator = endsInMidLine(file) ? '\n' : '';
    fs.writeSync(file, `${separator}${lines.join('\n')}\n`);
  } finally {
    fs.closeSync(file);
  }
}

function endsInMidLine(file: number): boolean {
  const size = fs.fstatSync(file).size;
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  fs.readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}
