import { AimError, type ErrorCode } from '@aim/core';
import { headlineOrder, type ErrorClass } from '../classify/error-classes.js';
import type { RoutePlan } from '../plan/route-plan.js';
import type { Usage } from './adapter.js';

/** What every invocation answers with, success or not: the `AIM_PLUS_V1` shape. */
export interface InvokeResult {
  contract: 'AIM_PLUS_V1';
  success: boolean;
  message: string;
  /** The answer: a text, or whatever an adapter script put there. */
  content: unknown;
  /** The tool that answered; null when none did. */
  tool: string | null;
  capability: string;
  status: 'ok' | 'partial' | 'error' | 'cancelled';
  route: RoutePlan;
  attempts: Attempt[];
  error: InvokeError | null;
  warnings: string[];
  usage: Usage | null;
  /** For the caller, who keeps the audit. */
  auditId: string | null;
  durationMs: number;
}

export interface Attempt {
  /** From 1. */
  n: number;
  tool: string;
  version: string | null;
  /** RFC 3339 in UTC with `Z`. */
  startedAt: string;
  durationMs: number;
  /** `unknown`: it failed, may have changed files, and does not say which. */
  outcome: 'ok' | 'not_started' | 'known_failed' | 'unknown';
  exitCode: number | null;
  signal: string | null;
  httpStatus: number | null;
  /**
   * It was tried although its circuit breaker was not closed: `half-open`, since the time was over;
   * `forced`, since there was nothing else.
   */
  probe: 'half-open' | 'forced' | null;
  error: InvokeError | null;
}

export interface InvokeError {
  class: ErrorClass;
  /** The same as `class`. */
  code: ErrorClass;
  message: string;
  /** Whether the same tool may succeed later. */
  retryable: boolean;
  /** Whether the next tool of the chain was the right answer to it. */
  fallback: boolean;
  /** A command that may help. */
  action?: string;
  /** The rule that decided, and a redacted excerpt of what it saw; at most 2 KB. */
  evidence?: string;
  /** In ms. */
  retryAfterMs?: number;
  /** The clock of AIM that ended it before its time was over: no first byte, or silence. */
  clock?: 'start' | 'idle';
}

/**
 * Of several failures the one that a user can do most about; among equals the first, since its
 * tool was the better choice.
 */
export function headline(errors: readonly InvokeError[]): InvokeError | undefined {
  const rank = (error: InvokeError) => headlineOrder.indexOf(error.class);
  return errors.toSorted((a, b) => rank(a) - rank(b))[0];
}

/**
 * The failure of a whole invocation as a user error, or undefined when it succeeded. The code says
 * which exit code CONTRACTS gives to it.
 */
export function invokeFailure(result: InvokeResult): AimError | undefined {
  const { error } = result;
  if (error === null) return undefined;
  return new AimError(codeOf(result, error), result.message, {
    ...(error.action === undefined ? {} : { hint: error.action }),
    details: { class: error.class, capability: result.capability, chain: result.route.chain },
  });
}

function codeOf({ attempts }: InvokeResult, error: InvokeError): ErrorCode {
  if (error.clock !== undefined) return 'invoke.chain_failed';
  switch (error.class) {
    case 'CANCELLED':
      return 'invoke.cancelled';
    case 'DEADLINE_EXCEEDED':
      return 'invoke.deadline';
    case 'INVALID_ARGUMENT':
      return 'invoke.invalid_payload';
    case 'CONFLICT':
      return 'lock.busy';
    case 'INTERNAL':
      return 'internal.bug';
    default:
      return attempts.length === 0 ? 'invoke.no_eligible_tool' : 'invoke.chain_failed';
  }
}
