import { AimError, fileError, isMissing, systemCode, type Host } from '@aim/core';
import * as fs from 'node:fs';

/**
 * Reads a file that guards secrets, or answers undefined when there is none. On Windows, which has
 * neither modes nor user ids, only its kind is checked.
 *
 * @throws AimError `file.insecure` for a link, anything but a regular file, another owner, or a
 *   mode that lets others in; `file.permission` when it cannot be read
 */
export function readGuardedFile(path: string, host: Pick<Host, 'uid'>): Buffer | undefined {
  let file: number;
  try {
    file = fs.openSync(path, openFlags);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (systemCode(error) === 'ELOOP') throw insecure(path, 'it is a symbolic link');
    if (systemCode(error) === 'ENXIO') throw insecure(path, 'it is not a regular file');
    throw fileError('read', path, error);
  }
  try {
    refuseInsecure(path, fs.fstatSync(file), host.uid);
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

// A link must not be followed, and a named pipe must not block.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
const openFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

function refuseInsecure(path: string, stat: fs.Stats, uid: number | undefined): void {
  if (!stat.isFile()) throw insecure(path, 'it is not a regular file');
  if (uid === undefined) return;
  if (stat.uid !== uid) throw insecure(path, `it belongs to user ${stat.uid}, not to ${uid}`);
  if ((stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw insecure(path, `its mode ${mode} lets other users in`);
  }
}

function insecure(path: string, reason: string): AimError {
  return new AimError('file.insecure', `${path} is not used: ${reason}`, {
    hint: `Make sure that nobody changed it, then make it a file of yours of mode 0600: ls -l '${path.replaceAll("'", String.raw`'\''`)}'`,
    details: { path },
  });
}
