import { isWithinRun } from '@aim/core';
import { longestWaitMs } from '../breaker/numbers.js';
import type { Failure } from '../classify/failure.js';
import type { Place } from '../running/places.js';
import type { Tool } from '../tools/tool.js';
import type { RunningJob } from './running-job.js';

/**
 * A place at a tool, after a wait in line where it takes no more jobs at once: for 30 s where
 * another tool may follow, else as long as the job has. Undefined when none came free.
 */
export async function placeAt(
  { request, ports, leftMs }: RunningJob,
  { id, maxConcurrent: limit }: Tool,
  isLast: boolean,
): Promise<Place | undefined> {
  const { signal, kill } = request;
  if (ports.places === undefined) return nowhere;
  return ports.places.take(
    { of: 'tool', id },
    {
      limit,
      waitMs: isLast ? leftMs() : Math.min(leftMs(), longestWaitMs),
      signals: [signal, kill],
      onWait: () => ports.onEvent?.({ type: 'place_waits', tool: id, limit: limit as number }),
    },
  );
}

/**
 * A place among all jobs, where the configuration says how many run at once. A job within a job has
 * it: the outer one waits for it.
 */
export async function placeAmongJobs({
  request,
  ports,
  leftMs,
  totalMs,
}: RunningJob): Promise<Place | { failure: Failure }> {
  const { maxConcurrent: limit } = ports.registry.limits;
  const { places, host, onEvent } = ports;
  if (places === undefined || limit === undefined || isWithinRun(host.env)) return nowhere;
  const { signal, kill } = request;
  const place = await places.take(
    { of: 'jobs' },
    {
      limit,
      waitMs: leftMs(),
      signals: [signal, kill],
      onWait: () => onEvent?.({ type: 'place_waits', tool: null, limit }),
    },
  );
  if (place !== undefined) return place;
  if (signal?.aborted === true || kill?.aborted === true) {
    return { failure: { class: 'CANCELLED', message: 'Cancelled' } };
  }
  const message = `Other jobs were running (${limit} at once) until the deadline of ${totalMs / 1000} s passed`;
  return { failure: { class: 'DEADLINE_EXCEEDED', message } };
}

const nowhere: Place = { release: () => undefined };
