import type { Admitted } from '../breaker/admit.js';
import { maxAttempts, maxTries } from '../breaker/numbers.js';
import { errorClasses } from '../classify/error-classes.js';
import type { Failure } from '../classify/failure.js';
import { mayWrite } from '../plan/permission.js';
import type { RoutePlan } from '../plan/route-plan.js';
import type { Tool } from '../tools/tool.js';
import { attemptTool, invokeError, type Attempted } from './attempt.js';
import type { Course } from './conclude.js';
import { withoutTool } from './nobody.js';
import { restoreAfter, snapshotBefore } from './keep-workspace.js';
import type { Attempt, InvokeError, InvokeResult } from './result.js';
import { pause, retryWait } from './retry.js';
import type { RunningJob } from './running-job.js';
import { placeAt } from './take-place.js';

/**
 * Tries one tool of a chain, once or twice, as soon as it has a place for the job. The result, when
 * this ends the invocation; undefined when the next tool has its turn.
 */
export async function tryTool(
  job: RunningJob,
  tool: Tool,
  isLast: boolean,
): Promise<InvokeResult | undefined> {
  const place = await placeAt(job, tool, isLast);
  if (place === undefined) {
    const stop = stopBefore(job);
    if (stop !== undefined) return job.fail(invokeError(stop));
    passOver(job, tool, `it takes no more than ${tool.maxConcurrent} at once`);
    return undefined;
  }
  try {
    return await attemptAt(job, tool, isLast);
  } finally {
    place.release();
  }
}

async function attemptAt(
  job: RunningJob,
  tool: Tool,
  isLast: boolean,
): Promise<InvokeResult | undefined> {
  const { request, ports, course } = job;
  const tries = triesOf(job, tool);
  for (let isFirst = true; ; isFirst = false) {
    const stop = stopBefore(job);
    if (stop !== undefined) return job.fail(invokeError(stop));
    if (course.attempts.length >= maxAttempts) {
      passOver(job, tool, `${maxAttempts} attempts are enough`);
      return undefined;
    }
    const isFollowed = !isLast && tries > 1;
    const deadlineMs = isFollowed ? Math.ceil(job.leftMs() / 2) : job.leftMs();
    const admission = await ports.breakers?.admit(tool, {
      attemptMs: deadlineMs,
      forced: isForced(request.plan, tool.id),
      isTired: (key) => (job.failures.get(key) ?? 0) >= tries,
    });
    if (admission !== undefined && 'refused' in admission) {
      if (!isFirst) return undefined;
      course.plan = withoutTool(course.plan, tool.id, admission);
      passOver(job, tool, admission.refused);
      return undefined;
    }
    const unsafe = await snapshotBefore(job, tool);
    if (unsafe !== undefined) return job.fail(invokeError(unsafe));
    const { attempt, answer } = await attemptOnce(job, tool, { deadlineMs, admitted: admission });
    if (answer !== undefined) return job.succeed(answer);
    const error = attempt.error as InvokeError;
    const waitMs = await afterFailure(job, tool, { attempt, admitted: admission, tries });
    const isRestored = await restoreAfter(job, tool, attempt);
    if (endsChain(attempt, { isLast: isLast && waitMs === undefined, isRestored })) {
      return job.fail(error);
    }
    if (waitMs === undefined) return undefined;
    ports.onEvent?.({ type: 'retry_waits', tool: tool.id, waitMs });
    await pause(waitMs, [request.signal, request.kill]);
  }
}

/** What a capability says of retries is obeyed as far as the attempts of one request reach. */
function triesOf({ request, ports }: RunningJob, tool: Tool): number {
  if (mayWrite(tool, request.permission)) return 1;
  const { maxRetries } = ports.registry.capabilities.get(request.capability) ?? {};
  return maxRetries === undefined ? maxTries : Math.min(1 + maxRetries, maxAttempts);
}

function stopBefore({ request, leftMs, totalMs }: RunningJob): Failure | undefined {
  const { signal, kill } = request;
  if (signal?.aborted === true || kill?.aborted === true)
    return { class: 'CANCELLED', message: 'Cancelled' };
  if (leftMs() > 0) return undefined;
  const message = `The deadline of ${totalMs / 1000} s passed before a tool answered`;
  return { class: 'DEADLINE_EXCEEDED', message };
}

/** The plan let it in although its breaker is open. */
function isForced({ candidates }: RoutePlan, id: string): boolean {
  return candidates.some(
    ({ tool, eligible, breaker }) => tool === id && eligible && breaker?.state === 'open',
  );
}

function passOver({ course, ports }: RunningJob, { id }: Tool, reason: string): void {
  course.warnings.push(`${id} was not tried: ${reason}`);
  ports.onEvent?.({ type: 'tool_passed_over', tool: id, reason });
}

interface Turn {
  deadlineMs: number;
  admitted: Admitted | undefined;
}

async function attemptOnce(
  { request, ports, course }: RunningJob,
  tool: Tool,
  { deadlineMs, admitted }: Turn,
): Promise<Attempted> {
  const n = course.attempts.length + 1;
  ports.onEvent?.({ type: 'attempt_started', n, tool: tool.id });
  const probe = admitted?.probe ?? null;
  const attempted = await attemptTool(request, ports, { n, tool, deadlineMs, probe });
  ports.onEvent?.({ type: 'attempt_ended', attempt: attempted.attempt });
  note(course, tool, attempted);
  if (admitted !== undefined && attempted.answer !== undefined) {
    await ports.breakers?.note(tool, { admitted });
  }
  return attempted;
}

function note(course: Course, tool: Tool, { attempt, warnings }: Attempted): void {
  course.attempts.push(attempt);
  course.warnings.push(...warnings);
  const { error } = attempt;
  if (error === null || errorClasses[error.class].fallback !== 'warn') return;
  const next = error.action === undefined ? '' : `; try: ${error.action}`;
  course.warnings.push(`${tool.id} did not accept its key or login: ${error.message}${next}`);
}

/** Tells the breakers, and answers how long to wait before the same tool is tried again. */
async function afterFailure(
  { ports, failures, leftMs }: RunningJob,
  tool: Tool,
  {
    attempt,
    admitted,
    tries,
  }: { attempt: Attempt; admitted?: Admitted | undefined; tries: number },
): Promise<number | undefined> {
  const error = attempt.error as InvokeError;
  const blamed =
    admitted &&
    (await ports.breakers?.note(tool, {
      admitted,
      failed: { ...error, started: attempt.outcome !== 'not_started' },
    }));
  const key = blamed?.key ?? `tool:${tool.id}`;
  const count = (failures.get(key) ?? 0) + 1;
  failures.set(key, count);
  return retryWait({
    error,
    blamed,
    failures: count,
    maxTries: tries,
    leftMs: leftMs(),
    random: ports.random ?? Math.random,
  });
}

// The last tool had all the time that was left: when that ran out, the user's deadline passed.
function endsChain(
  { error, outcome }: Attempt,
  { isLast, isRestored }: { isLast: boolean; isRestored: boolean },
): boolean {
  if ((outcome === 'unknown' && !isRestored) || error?.fallback === false) return true;
  return isLast && error?.class === 'DEADLINE_EXCEEDED' && error.clock === undefined;
}
