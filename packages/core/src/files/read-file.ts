import * as fs from 'node:fs';
import { AimError, messageOf } from '../errors/aim-error.js';
import { fileError, isMissing } from '../errors/from-system-error.js';

export interface ReadTextOptions {
  /** Reads a pipe or a device too, and waits for its end: for a file that the user named. */
  allowPipe?: boolean;
  /** Refuses a regular file that is larger, in bytes: for files that others wrote. */
  maxBytes?: number;
}

/**
 * Reads a whole text file, or answers undefined when there is none. A byte order mark is removed,
 * a link is followed. Anything but a regular file is refused unless told: a pipe would never end.
 *
 * @throws AimError `file.permission` when it exists but cannot be read.
 */
export function readTextFile(path: string, options: ReadTextOptions = {}): string | undefined {
  try {
    const text =
      options.allowPipe === true
        ? fs.readFileSync(path, 'utf8')
        : readRegularFile(path, options.maxBytes);
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fileError('read', path, error);
  }
}

function readRegularFile(path: string, maxBytes = Infinity): string {
  // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
  const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(file);
    // Reading a folder fails with an error of its own.
    if (!stat.isFile() && !stat.isDirectory()) {
      throw new AimError('file.permission', `Cannot read ${path}: it is not a regular file`, {
        hint: 'It is a pipe, a socket or a device: put a file in its place, or name another',
        details: { path },
      });
    }
    if (stat.size > maxBytes) {
      throw new AimError(
        'file.permission',
        `Cannot read ${path}: it is larger than ${maxBytes} bytes`,
        {
          details: { path },
        },
      );
    }
    return fs.readFileSync(file, 'utf8');
  } finally {
    fs.closeSync(file);
  }
}

/**
 * Reads a JSON file that AIM itself wrote, or answers undefined when there is none.
 *
 * @param what - the file's name in a sentence, such as "the index of secrets"
 * @throws AimError `file.corrupt` when it does not parse or `isValid` refuses it; the file stays
 *   as it is, byte for byte.
 */
export function readStateFile<T>(
  path: string,
  what: string,
  isValid: (value: unknown) => value is T,
): T | undefined {
  const text = readTextFile(path);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw corrupt(path, what, messageOf(error));
  }
  if (!isValid(value)) throw corrupt(path, what, 'its content has an unknown shape');
  return value;
}

function corrupt(path: string, what: string, reason: string): AimError {
  return new AimError('file.corrupt', `${what} does not parse: ${path}: ${reason}`, {
    hint: `Nothing was changed. Move the file away to start anew, or put a copy of it back: ${path}`,
    details: { path },
  });
}
