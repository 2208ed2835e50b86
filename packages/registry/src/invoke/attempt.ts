import {
  createRedactor,
  endEscaped,
  isAimError,
  markRun,
  redactData,
  stripControls,
  type AimError,
} from '@aim/core';
import { errorClasses, openOutcomes } from '../classify/error-classes.js';
import type { Failure } from '../classify/failure.js';
import { mayWrite } from '../plan/permission.js';
import type { Tool } from '../tools/tool.js';
import { notStarted, type AdapterOutcome, type Answer } from './adapter.js';
import { adapterFor } from './adapters/adapters.js';
import { printable } from './printable.js';
import type { InvokePorts, InvokeRequest } from './request.js';
import type { Attempt, InvokeError } from './result.js';
import type { ToolEnvironment } from './tool-environment.js';
import { watchAttempt } from './watch-attempt.js';

/** Which attempt of a chain this is, and how long it may take in ms. */
export interface Turn {
  n: number;
  tool: Tool;
  deadlineMs: number;
  probe: Attempt['probe'];
}

/** One attempt as the result shows it, and the answer that it brought. */
export interface Attempted {
  attempt: Attempt;
  answer?: Answer;
  warnings: string[];
}

const defaultClocks = { startMs: 120_000, idleMs: 120_000 };

/** Gives the job to one tool. What it answers or fails with is free of the injected values. */
export async function attemptTool(
  request: InvokeRequest,
  ports: InvokePorts,
  turn: Turn,
): Promise<Attempted> {
  const started = ports.host.now();
  const { outcome, warnings } = await runAdapter(request, ports, turn);
  const { tool, n } = turn;
  const error = outcome.failure === undefined ? null : invokeError(outcome.failure);
  const attempt: Attempt = {
    n,
    tool: tool.id,
    version: ports.presence.get(tool.id)?.version ?? null,
    startedAt: started.toISOString(),
    durationMs: Math.max(0, ports.host.now().getTime() - started.getTime()),
    outcome: outcomeOf(outcome, mayWrite(tool, request.permission)),
    exitCode: outcome.exitCode ?? null,
    signal: outcome.signal ?? null,
    httpStatus: outcome.httpStatus ?? null,
    probe: turn.probe,
    error,
  };
  return {
    attempt,
    ...(outcome.answer === undefined ? {} : { answer: outcome.answer }),
    warnings,
  };
}

async function runAdapter(
  request: InvokeRequest,
  ports: InvokePorts,
  { n, tool, deadlineMs }: Turn,
): Promise<{ outcome: AdapterOutcome; warnings: string[] }> {
  const adapter = adapterFor(tool.adapter);
  if (adapter === undefined) throw new Error(`${tool.id} was planned though it has no adapter`);
  const environment = await environmentOf(tool, ports);
  if ('failure' in environment) return { outcome: environment, warnings: [] };
  const { values, withheld } = environment;
  const mark = markRun(environment.env);
  const redact = createRedactor(values);
  const { capability, payload, permission, model, cwd, signal, kill } = request;
  const { onEvent } = ports;
  const watched =
    request.isWatched === true && onEvent !== undefined
      ? watchAttempt({ n, tool: tool.id, values, redact, onEvent })
      : undefined;
  const outcome = await adapter(
    {
      tool,
      program: ports.presence.get(tool.id)?.path ?? null,
      capability,
      payload,
      permission,
      ...(model === undefined ? {} : { model }),
      cwd,
      localOnly: request.localOnly === true,
      env: mark.env,
      deadlineMs,
      clocks: request.clocks ?? defaultClocks,
      ...(signal === undefined ? {} : { signal }),
      ...(kill === undefined ? {} : { kill }),
      values,
      redact,
      ...(watched && { watcher: watched.watcher }),
    },
    ports,
  );
  watched?.end(outcome.failure === undefined);
  // Before another tool gets the job. After an answer the rest may be meant, such as a server that
  // the user asked for.
  const mayLeaveWork = tool.adapter.kind !== 'http' && outcome.started;
  if (mayLeaveWork && outcome.failure !== undefined) await endEscaped(mark.id, ports.host);
  const warnings = [...withheld, ...(request.localOnly === true ? notSeen(tool) : [])];
  return { outcome: redactData(printable(outcome), redact), warnings };
}

/** A server of this machine may be a gateway; Ollama tells which models it has from elsewhere. */
function notSeen({ id, adapter }: Tool): string[] {
  if (adapter.kind !== 'http' || adapter.endpoint.protocol === 'ollama') return [];
  return [`${id} is a server of this machine; whether it passes the job on, AIM cannot see`];
}

/** A service that is asked over HTTP without a key has no environment: none is even looked up. */
async function environmentOf(
  tool: Tool,
  ports: InvokePorts,
): Promise<ToolEnvironment | (AdapterOutcome & { failure: Failure })> {
  if (tool.adapter.kind === 'http' && tool.keys.length === 0)
    return { env: {}, values: [], withheld: [] };
  const environment = await ports.environmentFor(tool);
  if (environment.problem === undefined) return environment;
  const failure = keyFailure(tool, environment.problem);
  return { ...notStarted(failure), failure };
}

function keyFailure(tool: Tool, problem: AimError): Failure {
  if (!isAimError(problem)) throw problem;
  const isKey = problem.code.startsWith('secret.');
  return {
    class: isKey ? 'UNAUTHENTICATED' : 'FAILED_PRECONDITION',
    message: `${tool.name} cannot get its keys: ${problem.message}`,
    ...(problem.hint === undefined ? {} : { action: problem.hint }),
    evidence: problem.code,
  };
}

/** The error of a result, from what an adapter told. */
export function invokeError(failure: Failure): InvokeError {
  const { fallback, retryable } = errorClasses[failure.class];
  const { message, action, evidence, retryAfterMs, clock } = redactData(failure, stripControls);
  return {
    class: failure.class,
    code: failure.class,
    message,
    retryable,
    fallback: fallback !== 'no',
    ...(action === undefined ? {} : { action }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(clock === undefined ? {} : { clock }),
  };
}

function outcomeOf({ started, failure }: AdapterOutcome, writes: boolean): Attempt['outcome'] {
  if (failure === undefined) return 'ok';
  if (!started) return 'not_started';
  const isOpen = openOutcomes.has(failure.class) && failure.reported !== true;
  return writes && isOpen ? 'unknown' : 'known_failed';
}
