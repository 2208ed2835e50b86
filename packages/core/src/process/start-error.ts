import { AimError } from '../errors/aim-error.js';
import { systemCode } from '../errors/from-system-error.js';

/**
 * What kept a program from starting, as a user error: `run.not_found`, `run.not_executable`, or
 * `run.failed` for anything else.
 */
export function startError(file: string, error: unknown): AimError {
  const cause = (error as Error).cause ?? error;
  switch (systemCode(cause) ?? systemCode(error)) {
    case 'ENOENT':
      return new AimError(
        'run.not_found',
        `Cannot start ${file}: it, or the interpreter in its first line, does not exist`,
        { cause },
      );
    case 'EACCES':
    case 'ENOEXEC':
      return new AimError(
        'run.not_executable',
        `Cannot start ${file}: it is not an executable program`,
        {
          hint: `ls -l ${file}`,
          cause,
        },
      );
    case 'E2BIG':
      return new AimError(
        'run.failed',
        `Cannot start ${file}: arguments and environment are too large for the system`,
        {
          hint: 'On Linux one variable or argument may hold 131,071 bytes',
          cause,
        },
      );
    default:
      return new AimError('run.failed', `Cannot start ${file}`, { cause });
  }
}
