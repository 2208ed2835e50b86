import { AimError } from '../errors/aim-error.js';
import type { Position } from './locate.js';

/** One thing that is wrong in a configuration file. */
export interface ConfigProblem extends Position {
  file: string;
  /** The key, such as `registry.tools.aider.capabilities`; empty for the whole file. */
  path: string;
  message: string;
}

/** The error that tells all of them at once, one line each. */
export function configInvalid(problems: readonly ConfigProblem[]): AimError {
  const lines = problems.map(
    ({ file, line, column, path, message }) =>
      `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
  );
  return new AimError('config.invalid', lines.join('\n'), {
    hint: 'Correct the file, then check it with: aim config validate',
    details: { problems },
  });
}
