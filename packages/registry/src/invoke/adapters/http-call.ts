import {
  joinSignals,
  messageOf,
  readBody,
  systemCode,
  tryParseJson,
  type JoinedSignal,
} from '@aim/core';
import type { Clocks, Failure } from '../../classify/failure.js';
import { inSeconds, silence } from '../../classify/silence.js';
import type { AdapterPorts, AdapterRequest } from '../adapter.js';

/** What a server answered. `json` is undefined when the body is no JSON. */
export interface HttpReply {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

export interface HttpCall {
  url: URL;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; a GET without it. */
  body?: unknown;
  /** Gets an answer with status 200 as it comes. */
  onChunk?: (chunk: Uint8Array) => void;
}

/** The most that is read of an answer, in bytes. */
const maxBytes = 10 * 1024 * 1024;

/** A timer of more ms fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of one attempt over all its calls, and the caller's wish to end it. */
export function attemptClock({ deadlineMs, signal, kill }: AdapterRequest): JoinedSignal {
  const clock = AbortSignal.timeout(Math.min(Math.ceil(deadlineMs), longestTimerMs));
  return joinSignals([clock, signal, kill]);
}

/**
 * Asks a server once, within the attempt's clock, and reads the whole answer. A redirect is not
 * followed: the prompt goes to the address that was configured and to no other.
 */
export async function httpCall(
  request: AdapterRequest,
  { fetch, clock }: Pick<AdapterPorts, 'fetch'> & { clock: AbortSignal },
  { url, headers = {}, body, onChunk }: HttpCall,
): Promise<HttpReply | Failure> {
  const { tool, signal, kill, deadlineMs, clocks } = request;
  const watch = watchSilence(clocks);
  const ended = joinSignals([clock, watch.signal]);
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: ended.signal,
    });
    watch.heard();
    const text = await readBody(response, maxBytes, (chunk) => {
      watch.heard();
      if (response.status === 200) onChunk?.(chunk);
    });
    if (text === undefined) {
      const message = `${tool.name} at ${url.origin} answered more than AIM keeps`;
      return { class: 'RESOURCE_LIMIT', message };
    }
    return { status: response.status, headers: response.headers, text, json: tryParseJson(text) };
  } catch (error) {
    if (signal?.aborted === true || kill?.aborted === true) {
      return { class: 'CANCELLED', message: `${tool.name} was cancelled` };
    }
    if (clock.aborted) {
      const message = `${tool.name} at ${url.origin} was not done after ${inSeconds(deadlineMs)} s`;
      return { class: 'DEADLINE_EXCEEDED', message };
    }
    const silent = watch.ended();
    if (silent !== undefined) return silence(`${tool.name} at ${url.origin} sent`, silent, clocks);
    if (systemCode((error as Error).cause) === 'UND_ERR_HEADERS_TIMEOUT') {
      const message = `${tool.name} at ${url.origin} sent nothing for longer than AIM can wait`;
      return { class: 'RESOURCE_LIMIT', message };
    }
    return unreachable(tool.name, url, error);
  } finally {
    watch.stop();
    ended.release();
  }
}

/** Fires when nothing comes for too long, first for the beginning of an answer and then for more. */
function watchSilence({ startMs, idleMs }: Clocks) {
  const controller = new AbortController();
  let ended: 'start' | 'idle' | undefined;
  const timerFor = (ms: number | undefined, clock: 'start' | 'idle') => {
    if (ms === undefined) return undefined;
    const fire = () => {
      ended = clock;
      controller.abort();
    };
    return setTimeout(fire, Math.min(ms, longestTimerMs));
  };
  let timer = timerFor(startMs, 'start');
  return {
    signal: controller.signal,
    ended: () => ended,
    heard: () => {
      clearTimeout(timer);
      timer = timerFor(idleMs, 'idle');
    },
    stop: () => clearTimeout(timer),
  };
}

function unreachable(name: string, url: URL, error: unknown): Failure {
  const cause = (error as Error).cause ?? error;
  const why = systemCode(cause) ?? messageOf(cause);
  return { class: 'UNAVAILABLE', message: `${name} cannot be reached at ${url.origin}: ${why}` };
}
