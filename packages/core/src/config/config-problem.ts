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
  return new AimError('config.invalid', problemText(problems), {
    hint: 'Correct the file, then check it with: aim config validate',
    details: { problems },
  });
}

/** A line for each problem, as `file:line:column: path: message`. */
export function problemText(problems: readonly ConfigProblem[]): string {
  return problems
    .map(
      ({ file, line, column, path, message }) =>
        `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
    )
    .join('\n');
}
