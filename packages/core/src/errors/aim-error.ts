import { errorCodes, type ErrorCode } from './error-codes.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

export interface AimErrorOptions {
  /** The next thing to do, as a command where there is one. */
  hint?: string;
  cause?: unknown;
  /** Machine-readable particulars (paths, names, positions). Never a secret's value. */
  details?: Readonly<Record<string, unknown>>;
}

/** The form in which an error leaves AIM: in the envelope, in the audit, in the dashboard. */
export interface ErrorReport {
  code: ErrorCode;
  message: string;
  hint?: string;
  cause?: string;
  details?: Readonly<Record<string, unknown>>;
}

// A registered symbol, not `instanceof`: two bundles of AIM may meet in one process.
const brand = Symbol.for('aim.error');

/** A failure that a user can understand and act on. Anything else that is thrown is a bug. */
export class AimError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly [brand] = true;

  constructor(code: ErrorCode, message: string, options: AimErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AimError';
    this.code = code;
    this.hint = options.hint;
    this.details = options.details;
  }
}

/** Tells a user error of any copy of AIM from a bug. */
export function isAimError(value: unknown): value is AimError {
  return typeof value === 'object' && value !== null && brand in value;
}

/** The exit code that CONTRACTS gives to a thrown value; a bug is 70. */
export function exitCodeOf(error: unknown): ExitCode {
  return exitCodes[errorCodes[isAimError(error) ? error.code : 'internal.bug'].exit];
}

/**
 * Turns anything thrown into plain data. A bug keeps its message but not its stack; the stack is
 * the caller's to show.
 */
export function reportError(error: unknown): ErrorReport {
  if (!isAimError(error)) return { code: 'internal.bug', message: messageOf(error) };
  const report: ErrorReport = { code: error.code, message: error.message };
  if (error.hint !== undefined) report.hint = error.hint;
  if (error.cause !== undefined) report.cause = messageOf(error.cause);
  if (error.details !== undefined) report.details = error.details;
  return report;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
