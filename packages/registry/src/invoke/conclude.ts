import type { RoutePlan } from '../plan/route-plan.js';
import type { Tool } from '../tools/tool.js';
import type { Answer } from './adapter.js';
import type { InvokeRequest } from './request.js';
import { headline, type Attempt, type InvokeError, type InvokeResult } from './result.js';

/** How an invocation has gone so far. */
export interface Course {
  request: InvokeRequest;
  /** The plan, without what was passed over when its turn came. */
  plan: RoutePlan;
  /** The chain. */
  tools: readonly Tool[];
  attempts: Attempt[];
  warnings: string[];
}

/** The result of an invocation whose last attempt brought an answer. */
export function answered(course: Course, durationMs: number, answer: Answer): InvokeResult {
  const { message, content, usage, partial } = answer;
  return result(course, durationMs, {
    success: true,
    message,
    content,
    tool: course.attempts.at(-1)?.tool ?? null,
    status: partial === undefined ? 'ok' : 'partial',
    error: null,
    warnings: partial === undefined ? course.warnings : [...course.warnings, partial],
    usage: usage ?? null,
  });
}

/**
 * The result of an invocation that failed.
 *
 * @param stopper - what ended it; null when every tool of the chain had its turn
 */
export function failed(
  course: Course,
  durationMs: number,
  stopper: InvokeError | null,
): InvokeResult {
  const errors = course.attempts.flatMap(({ error }) => (error === null ? [] : [error]));
  const error = stopper ?? (headline(errors) as InvokeError);
  return result(course, durationMs, {
    success: false,
    message: messageFor(course, stopper, error),
    content: null,
    tool: null,
    status: error.class === 'CANCELLED' ? 'cancelled' : 'error',
    error,
    warnings: course.warnings,
    usage: null,
  });
}

type Conclusion = Pick<
  InvokeResult,
  'success' | 'message' | 'content' | 'tool' | 'status' | 'error' | 'warnings' | 'usage'
>;

function result(course: Course, durationMs: number, end: Conclusion): InvokeResult {
  return {
    contract: 'AIM_PLUS_V1',
    success: end.success,
    message: end.message,
    content: end.content,
    tool: end.tool,
    capability: course.request.capability,
    status: end.status,
    route: course.plan,
    attempts: course.attempts,
    error: end.error,
    warnings: end.warnings,
    usage: end.usage,
    auditId: null,
    durationMs,
  };
}

function messageFor(course: Course, stopper: InvokeError | null, error: InvokeError): string {
  const { attempts, request } = course;
  const last = attempts.at(-1);
  if (last?.outcome === 'unknown' && last.error === stopper) {
    const why = `It may have changed files (${request.permission}) before it failed, so no other tool was tried.`;
    return `${error.message}. ${why} Look at the workspace first.`;
  }
  if (stopper !== null || attempts.length === 1) return error.message;
  const each = attempts.map(({ tool, error: own }) => `${tool}: ${own?.message ?? ''}`).join('; ');
  return `All tools failed for capability '${request.capability}': ${each}`;
}
