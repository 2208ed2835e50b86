import type { AimError } from '@aim/core';
import { invokeFailure, invokeJob, type InvokeResult, type Job } from '@aim/registry';
import type { AimContext } from './context.js';
import { routeFacts, type RouteWishes } from './facts/route-facts.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { record } from './record.js';
import { attemptRecord, planRecord } from './route/job-record.js';
import { textRecords } from './route/text-record.js';

export type InvokeRequest = Job & Omit<RouteWishes, keyof Job>;

export interface Invoked {
  result: InvokeResult;
  /** Why the job failed, with the code that decides the exit code; undefined when it did not. */
  failure: AimError | undefined;
}

/**
 * Gives a job to the best tool and, when that fails in a way another tool may not, to the next.
 * A failed job is a result, with every attempt in it.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`
 */
export async function invoke(context: AimContext, request: InvokeRequest): Promise<Invoked> {
  const known = await gatherToolFacts(context, context.jobRegistry);
  const { host, paths, catalogue } = context;
  const { registry } = known;
  const facts = await routeFacts(context, known, request);
  const result = await invokeJob(
    { host, paths, catalogue, registry, secrets: await context.secrets(), ...facts },
    request,
  );
  await record(context, {
    event: 'tool_invoke',
    message: `${request.capability}: ${result.success ? `answered by ${result.tool}` : 'failed'}`,
    severity: result.success ? 'info' : 'error',
    details: {
      capability: request.capability,
      tool: result.tool,
      status: result.status,
      permission: request.permission ?? 'read-only',
      plan: planRecord(result, known, request),
      ...(await textRecords(context, request, result)),
      attempts: result.attempts.map((attempt) => attemptRecord(attempt, result)),
    },
  });
  return { result, failure: invokeFailure(result) };
}
