import { exitCodeOf, reportError, type ErrorReport } from '../errors/aim-error.js';

/** Something worth a person's attention that is not a failure of the command itself. */
export interface Finding {
  /** Stable id, such as `config.untrusted`. */
  id: string;
  severity: 'info' | 'warn' | 'fail';
  message: string;
  /** A command or an instruction. */
  fix?: string;
}

/** What `--json` prints: one document, the same shape for success and for every failure. */
export interface Envelope<T = unknown> {
  schema: 'aim/v1';
  command: string;
  ok: boolean;
  exitCode: number;
  data: T | null;
  findings: Finding[];
  errors: ErrorReport[];
  durationMs: number;
}

export interface Outcome<T> {
  data: T;
  /** 0 unless told; a command can succeed and still answer no. */
  exitCode?: number;
  findings?: Finding[];
  errors?: ErrorReport[];
}

/** The envelope of a command that came to an end. */
export function outcomeEnvelope<T>(
  command: string,
  outcome: Outcome<T>,
  durationMs: number,
): Envelope<T> {
  const exitCode = outcome.exitCode ?? 0;
  return {
    schema: 'aim/v1',
    command,
    ok: exitCode === 0,
    exitCode,
    data: outcome.data,
    findings: outcome.findings ?? [],
    errors: outcome.errors ?? [],
    durationMs,
  };
}

/** The envelope of a command that threw. */
export function errorEnvelope(command: string, error: unknown, durationMs: number): Envelope {
  const exitCode = exitCodeOf(error);
  const errors = [reportError(error)];
  return {
    schema: 'aim/v1',
    command,
    ok: false,
    exitCode,
    data: null,
    findings: [],
    errors,
    durationMs,
  };
}
