import { AimError, fileError, isMissing, systemCode } from '@aim/core';
import * as fs from 'node:fs';
import { Socket } from 'node:net';

export interface SourceLimits {
  /** The most that is read, in bytes. */
  maxBytes: number;
  /** How long a pipe may take to its end, in ms. */
  deadlineMs: number;
}

/** 4 MiB are many times the largest `.env` file; a pipe may have to ask its owner first. */
export const sourceLimits: SourceLimits = { maxBytes: 4 * 1024 * 1024, deadlineMs: 120_000 };

export interface SourceBytes {
  bytes: Buffer;
  /** True for a file, which still holds what was read. */
  isFile: boolean;
}

/**
 * Reads a file or a pipe that the user named, to its end. A link is followed.
 *
 * @throws AimError `usage.invalid` when there is none, when it is something else or too large,
 *   `file.permission`, `file.timeout` for a pipe that is not written to its end in time
 */
export async function readSource(path: string, limits: SourceLimits): Promise<SourceBytes> {
  const file = open(path);
  const stat = fs.fstatSync(file);
  if (stat.isFIFO()) {
    return { bytes: await readPipe(path, file, limits), isFile: false };
  }
  try {
    if (stat.isDirectory()) throw unusable(path, 'is a folder', `Name a file: ${path}/.env`);
    if (!stat.isFile()) throw unusable(path, 'is neither a file nor a pipe', 'Name another file');
    if (stat.size > limits.maxBytes) throw tooLarge(path, limits.maxBytes);
    return { bytes: fs.readFileSync(file), isFile: true };
  } finally {
    fs.closeSync(file);
  }
}

/** The error for a source of more than so many bytes. */
export function tooLarge(path: string, maxBytes: number): AimError {
  return unusable(path, `holds more than ${maxBytes} bytes`, 'Name the file that holds the keys');
}

function open(path: string): number {
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
    return fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch (error) {
    if (isMissing(error)) throw unusable(path, 'is not there', 'aim secrets import --help');
    // A socket in the file system cannot be opened at all.
    if (systemCode(error) === 'ENXIO') throw unusable(path, 'is no file', 'Name another file');
    throw fileError('read', path, error);
  }
}

/** Read by the event loop, not by a thread: a thread that waits would keep this process alive. */
function readPipe(path: string, fd: number, limits: SourceLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pipe = new Socket({ fd, readable: true, writable: false });
    const late = () => pipe.destroy(notWritten(path, limits.deadlineMs));
    const timer = setTimeout(late, limits.deadlineMs);
    const chunks: Buffer[] = [];
    let size = 0;
    pipe.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limits.maxBytes) pipe.destroy(tooLarge(path, limits.maxBytes));
    });
    pipe.once('error', reject);
    pipe.once('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
  });
}

function notWritten(path: string, deadlineMs: number): AimError {
  const seconds = Math.round(deadlineMs / 1000);
  const message = `Nobody wrote the pipe ${path} to its end within ${seconds} s`;
  return new AimError('file.timeout', message, {
    hint: 'Nothing was changed. Start the program that writes it, then try again',
    details: { path },
  });
}

function unusable(path: string, what: string, hint: string): AimError {
  return new AimError('usage.invalid', `${path} ${what}`, { hint, details: { path } });
}
