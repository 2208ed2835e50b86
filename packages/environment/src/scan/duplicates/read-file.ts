import * as fs from 'node:fs';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
/** A link or a pipe that took the place of a file is not followed and not waited for. */
const flags = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

export function openFile(path: string | Buffer): number {
  return fs.openSync(path, flags);
}

/** Where bytes of a file go. */
export interface Piece {
  buffer: Buffer;
  at: number;
  length: number;
  /** From where in the file. */
  position: number;
}

/** Reads a piece, of which less is there only when the file ends before. @returns the bytes read */
export function readPiece(file: number, { buffer, at, length, position }: Piece): number {
  let done = 0;
  while (done < length) {
    const read = fs.readSync(file, buffer, at + done, length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** Opens, reads and closes. */
export function readFrom(path: string | Buffer, piece: Piece): number {
  const file = openFile(path);
  try {
    return readPiece(file, piece);
  } finally {
    fs.closeSync(file);
  }
}
