import { errorClasses } from '../classify/error-classes.js';
import type { Failure } from '../classify/failure.js';
import { mayWrite } from '../plan/permission.js';
import type { RoutePlan } from '../plan/route-plan.js';
import type { Registry } from '../tools/build-registry.js';
import type { Tool } from '../tools/tool.js';
import { attemptTool, invokeError, type Attempted } from './attempt.js';
import { payloadProblem, settingProblem } from './payload.js';
import { answered, failed, type Course } from './conclude.js';
import type { Attempt, InvokeResult } from './result.js';
import type { InvokePorts, InvokeRequest } from './request.js';

const defaultDeadlineMs = 600_000;

/**
 * Gives a job to the tools of a plan in order, until one answers or the class of a failure ends
 * the chain. Whatever a tool or the job does wrong is told in the result; a rejection is a bug.
 *
 * The clock is one for all attempts. A tool that may be followed by another gets half of the time
 * that is left; the last one, and one that may write (nothing follows it when it is cut short),
 * gets all of it.
 */
export async function invokeRoute(
  request: InvokeRequest,
  ports: InvokePorts,
): Promise<InvokeResult> {
  const begun = ports.host.now().getTime();
  const elapsed = () => Math.max(0, ports.host.now().getTime() - begun);
  const course: Course = {
    request,
    tools: chainOf(request.plan, ports.registry),
    attempts: [],
    warnings: [],
  };
  const problem = firstProblem(request, course.tools);
  if (problem !== undefined) return failed(course, elapsed(), invokeError(problem));
  const totalMs = request.deadlineMs ?? defaultDeadlineMs;
  for (const [index, tool] of course.tools.entries()) {
    const leftMs = totalMs - elapsed();
    const stop = stopBefore(request, leftMs, totalMs);
    if (stop !== undefined) return failed(course, elapsed(), invokeError(stop));
    const isLast = index === course.tools.length - 1;
    const followed = !isLast && !mayWrite(tool, request.permission);
    const turn = { n: index + 1, tool, deadlineMs: followed ? Math.ceil(leftMs / 2) : leftMs };
    ports.onEvent?.({ type: 'attempt_started', n: turn.n, tool: tool.id });
    const attempted = await attemptTool(request, ports, turn);
    ports.onEvent?.({ type: 'attempt_ended', attempt: attempted.attempt });
    note(course, tool, attempted);
    if (attempted.answer !== undefined) return answered(course, elapsed(), attempted.answer);
    if (endsChain(attempted.attempt, isLast))
      return failed(course, elapsed(), attempted.attempt.error);
  }
  return failed(course, elapsed(), null);
}

/** What makes the whole job hopeless before any tool is started. */
function firstProblem(request: InvokeRequest, tools: readonly Tool[]): Failure | undefined {
  const { payload, cwd, model, capability } = request;
  const problem = payloadProblem(payload, tools) ?? settingProblem(cwd, model);
  if (problem !== undefined) {
    return { class: 'INVALID_ARGUMENT', message: `The job is not valid: ${problem}` };
  }
  if (tools.length > 0) return undefined;
  return {
    class: 'FAILED_PRECONDITION',
    message: `No tool can take ${capability} now`,
    action: `aim route ${capability}`,
  };
}

function chainOf(plan: RoutePlan, registry: Registry): Tool[] {
  return [...new Set(plan.chain)].map((id) => {
    const tool = registry.tools.get(id);
    if (tool === undefined) throw new Error(`The plan names ${id}, which is not registered`);
    return tool;
  });
}

function stopBefore(
  { signal, kill }: InvokeRequest,
  leftMs: number,
  totalMs: number,
): Failure | undefined {
  if (signal?.aborted === true || kill?.aborted === true)
    return { class: 'CANCELLED', message: 'Cancelled' };
  if (leftMs > 0) return undefined;
  const message = `The deadline of ${totalMs / 1000} s passed before a tool answered`;
  return { class: 'DEADLINE_EXCEEDED', message };
}

function note(course: Course, tool: Tool, { attempt, warnings }: Attempted): void {
  course.attempts.push(attempt);
  course.warnings.push(...warnings);
  const { error } = attempt;
  if (error === null || errorClasses[error.class].fallback !== 'warn') return;
  const next = error.action === undefined ? '' : `; try: ${error.action}`;
  course.warnings.push(`${tool.id} did not accept its key or login: ${error.message}${next}`);
}

// The last tool had all the time that was left: when that ran out, the user's deadline passed.
function endsChain({ error, outcome }: Attempt, isLast: boolean): boolean {
  if (outcome === 'unknown' || error?.fallback === false) return true;
  return isLast && error?.class === 'DEADLINE_EXCEEDED';
}
