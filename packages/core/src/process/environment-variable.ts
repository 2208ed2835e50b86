import { AimError } from '../errors/aim-error.js';
import type { Host } from '../host/host.js';

/** The most that one variable may hold on Linux: name, `=`, value and a final NUL, in bytes. */
const maxVariableBytes = 131_072;

/** True for a name that every shell and program accepts as an environment variable. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * Why the system would not start a process with this variable: `run.failed`, or undefined when it
 * would; only Linux limits a single one. The error never holds the value.
 */
export function variableSizeProblem(
  { platform }: Pick<Host, 'platform'>,
  name: string,
  value: string,
): AimError | undefined {
  const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value) + 1;
  if (platform !== 'linux' || bytes <= maxVariableBytes) return undefined;
  return new AimError(
    'run.failed',
    `${name} is too large for an environment variable: ${bytes} bytes, the limit is ${maxVariableBytes}`,
    { hint: 'Hand it over in a file instead', details: { variable: name, bytes } },
  );
}
