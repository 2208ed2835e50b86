import { resolve } from 'node:path';
import { answerVersions, nativeTool } from './capabilities/answer-versions.js';
import { payloadProblems } from './capabilities/check-payload.js';
import { resultOf } from './capabilities/result-of.js';
import { invokeError } from './invoke/attempt.js';
import { invokeOn, planJob, type InvokeSources, type Job } from './invoke/invoke-on.js';
import type { InvokeResult } from './invoke/result.js';
import type { Payload } from './invoke/adapter.js';
import type { RouteNeeds } from './plan/needs.js';
import type { Registry } from './tools/build-registry.js';

/**
 * Gives a job to the tools on the real processes and network, once its payload is known to be one
 * of its capability and within the limits; what AIM answers by itself it answers. What is wrong
 * with the job, and what tools do wrong, is told in the result. The audit is the caller's.
 *
 * @throws AimError `usage.unknown_capability`, `usage.unknown_tool`
 */
export async function invokeJob(known: InvokeSources, job: Job): Promise<InvokeResult> {
  const sources = {
    ...known,
    registry: withLinters(known.registry, job),
    needs: { ...needsOf(job), ...known.needs },
  };
  const { host, registry } = sources;
  const { capability, payload } = job;
  const planned = await planJob(sources, job);
  const { plan } = planned;
  const definition = registry.capabilities.get(capability);
  if (definition === undefined) throw new Error(`${capability} was planned and is not known`);
  const cwd = resolve(host.cwd, job.cwd ?? '');
  const problems = await payloadProblems(definition, payload, { cwd, limits: registry.limits });
  if (problems.length > 0) {
    const message = `The job is not valid: ${problems.join('; ')}`;
    const error = invokeError({ class: 'INVALID_ARGUMENT', message });
    return resultOf(plan, { success: false, message: error.message, status: 'error', error });
  }
  if (plan.chosen === nativeTool) return answerVersions(sources, payload, plan);
  const deadlineMs = job.deadlineMs ?? definition.timeoutMs;
  return invokeOn(sources, { ...job, deadlineMs }, planned);
}

/** What a job needs by what it is. A token is four bytes, as is usual for English. */
function needsOf({ model, payload }: Job): RouteNeeds {
  const prompt: unknown = (payload as Payload | null)?.prompt;
  const contextTokens = typeof prompt === 'string' ? Math.ceil(Buffer.byteLength(prompt) / 4) : 0;
  return { contextTokens, ...(model === undefined ? {} : { model }) };
}

/** A job that names its linters goes to the first of these that can take it, and to no other. */
function withLinters(registry: Registry, { capability, payload }: Job): Registry {
  const linters: unknown = (payload as Payload | null)?.['linters'];
  const definition = registry.capabilities.get(capability);
  if (capability !== 'linting' || definition === undefined) return registry;
  if (!Array.isArray(linters) || linters.length === 0) return registry;
  const configuredChain = [...new Set(linters.filter((each) => typeof each === 'string'))];
  const capabilities = new Map(registry.capabilities);
  capabilities.set(capability, { ...definition, configuredChain });
  return { ...registry, capabilities };
}
