import type { Failure } from '../classify/failure.js';
import { invokeError } from './attempt.js';
import { nobodyFor } from './nobody.js';
import { payloadProblem, settingProblem } from './payload.js';
import type { InvokePorts, InvokeRequest } from './request.js';
import type { InvokeResult } from './result.js';
import { placeAmongJobs } from './take-place.js';
import { startJob, type RunningJob } from './running-job.js';
import { tryTool } from './try-tool.js';

/**
 * Gives a job to the tools of a plan in order, until one answers or the class of a failure ends
 * the chain. Whatever a tool or the job does wrong is told in the result; a rejection is a bug.
 *
 * A tool whose circuit breaker is open when its turn comes is passed over. A failure that may pass
 * is tried once more at the same tool, or as often as the capability says, when that only reads.
 * There are at most five attempts.
 *
 * The clock is one for all attempts. A tool that may be followed by another gets half of the time
 * that is left; the last one, and one that may write (nothing follows it when it is cut short),
 * gets all of it.
 */
export async function invokeRoute(
  request: InvokeRequest,
  ports: InvokePorts,
): Promise<InvokeResult> {
  const { capability, plan } = request;
  ports.onEvent?.({ type: 'job_planned', capability, chain: plan.chain });
  const job = startJob(request, ports);
  const place = await placeAmongJobs(job);
  try {
    const result = 'failure' in place ? job.fail(invokeError(place.failure)) : await passAlong(job);
    const { success, status, tool, durationMs } = result;
    ports.onEvent?.({ type: 'job_ended', success, status, tool, durationMs });
    return result;
  } finally {
    if ('release' in place) place.release();
  }
}

async function passAlong(job: RunningJob): Promise<InvokeResult> {
  const { course } = job;
  const problem = firstProblem(job);
  if (problem !== undefined) return job.fail(invokeError(problem));
  for (const [index, tool] of course.tools.entries()) {
    const result = await tryTool(job, tool, index === course.tools.length - 1);
    if (result !== undefined) return result;
  }
  return job.fail(course.attempts.length > 0 ? null : invokeError(nobody(job)));
}

/** What makes the whole job hopeless before any tool is started. */
function firstProblem(job: RunningJob): Failure | undefined {
  const { payload, cwd, model } = job.request;
  const { tools } = job.course;
  const problem = payloadProblem(payload, tools) ?? settingProblem(cwd, model);
  if (problem !== undefined) {
    return { class: 'INVALID_ARGUMENT', message: `The job is not valid: ${problem}` };
  }
  return tools.length > 0 ? undefined : nobody(job);
}

function nobody({ course, ports }: RunningJob): Failure {
  return nobodyFor(course.plan, ports.host.now().getTime());
}
