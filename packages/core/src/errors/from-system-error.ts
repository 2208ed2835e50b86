import { AimError, messageOf } from './aim-error.js';

/** The `code` of a Node system error (`ENOENT`, `EACCES`, …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** True when the error says that the file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * Makes a failed file operation a user error that names the path. Permission problems, read-only
 * and full file systems are the user's to solve; anything else is returned as it came.
 */
export function fileError(action: 'read' | 'write', path: string, error: unknown): unknown {
  const reason = reasons[systemCode(error) ?? ''];
  if (reason === undefined) return error;
  return new AimError('file.permission', `Cannot ${action} ${path}: ${reason}`, {
    hint: hintFor(path),
    cause: messageOf(error),
    details: { path },
  });
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  // Making the folders of a path stops with this at one that is a file.
  EEXIST: 'a part of the path is not a folder',
  ELOOP: 'too many symbolic links',
  // Opening a socket by its path.
  ENXIO: 'it is not a regular file',
};

function hintFor(path: string): string {
  return `Check the owner and mode with: ls -ld '${path.replaceAll("'", String.raw`'\''`)}', or set AIM_HOME to a folder you can write`;
}
