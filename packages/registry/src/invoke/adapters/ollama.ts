import { expand, stripControls, type Host } from '@aim/core';
import { classifyText } from '../../classify/classify-text.js';
import type { ErrorClass } from '../../classify/error-classes.js';
import { evidence, oneLine } from '../../classify/evidence.js';
import type { Failure } from '../../classify/failure.js';
import { classOfStatus, retryAfterMs } from '../../classify/http-status.js';
import type { Tool } from '../../tools/tool.js';
import {
  notStarted,
  type AdapterOutcome,
  type AdapterPorts,
  type AdapterRequest,
} from '../adapter.js';
import { promptText } from '../payload.js';
import { attemptSignal, httpCall, type HttpCall, type HttpReply } from './http-call.js';
import { valueAt } from './json.js';
import { ollamaAddress } from './ollama-address.js';
import { readUsage } from './usage.js';

/**
 * Asks an Ollama server for one answer. The model is the request's, else the tool's first, else the
 * first that the server has; none is ever pulled.
 */
export async function invokeOllama(
  request: AdapterRequest,
  ports: AdapterPorts,
): Promise<AdapterOutcome> {
  const { tool, payload } = request;
  const address = addressOf(tool, ports.host);
  if ('failure' in address) return notStarted(address.failure);
  const clock = attemptSignal(request);
  const ask = async (call: HttpCall) =>
    withServe(await httpCall(request, { fetch: ports.fetch, clock }, call), call.url);
  const model = request.model ?? tool.models[0] ?? (await firstModel(tool, address.url, ask));
  if (typeof model !== 'string') return notStarted(model);
  const reply = await ask({
    url: new URL('api/chat', address.url),
    body: {
      model,
      messages: [{ role: 'user', content: promptText(payload) }],
      stream: false,
    },
  });
  if ('class' in reply) return { started: reply.class !== 'UNAVAILABLE', failure: reply };
  const judged = judge(reply, { tool, model, now: ports.host.now() });
  return { started: true, httpStatus: reply.status, ...judged };
}

type Ask = (call: HttpCall) => Promise<HttpReply | Failure>;

function addressOf(tool: Tool, host: Host): { url: URL } | { failure: Failure } {
  if (tool.adapter.kind !== 'http') throw new Error(`${tool.id} has no endpoint`);
  const { endpoint } = tool.adapter;
  const address = expand(endpoint.url, host);
  if ('missing' in address) {
    const message = `The endpoint of ${tool.name} needs ${address.missing.join(', ')}, which is not set`;
    return { failure: { class: 'FAILED_PRECONDITION', message } };
  }
  const url = ollamaAddress({ ...endpoint, url: address.text }, host.env);
  if (url !== undefined && url.username === '' && url.password === '') return { url };
  // Where the address stands, not the address: it may hold a key.
  const place =
    endpoint.env !== undefined && host.env[endpoint.env]
      ? endpoint.env
      : `registry.tools.${tool.id}.endpoint`;
  const message =
    url === undefined
      ? `${tool.name} has no http or https address: look at ${place}`
      : `The address of ${tool.name} in ${place} holds a user name or password; put keys in \`keys\``;
  return { failure: { class: 'FAILED_PRECONDITION', message } };
}

async function firstModel(tool: Tool, base: URL, ask: Ask): Promise<string | Failure> {
  const reply = await ask({ url: new URL('api/tags', base) });
  if ('class' in reply) return reply;
  if (reply.status !== 200) return refusal(reply, { tool, model: undefined, now: new Date(0) });
  const name = valueAt((valueAt(reply.json, 'models') as unknown[] | undefined)?.[0], 'name');
  if (typeof name === 'string') return name;
  return {
    class: 'FAILED_PRECONDITION',
    message: `${tool.name} at ${base.origin} has no model`,
    action: 'ollama pull llama3.2',
  };
}

/** A server of this machine that does not answer may not have been started. */
function withServe(reply: HttpReply | Failure, url: URL): HttpReply | Failure {
  const isHere = /^(?:localhost|127\..*|\[::1\])$/.test(url.hostname);
  if (!isHere || !('class' in reply) || reply.class !== 'UNAVAILABLE') return reply;
  return { ...reply, action: 'ollama serve' };
}

interface Asked {
  tool: Tool;
  model: string | undefined;
  now: Date;
}

function judge(reply: HttpReply, asked: Asked): Pick<AdapterOutcome, 'answer' | 'failure'> {
  const { tool, model } = asked;
  const error = valueAt(reply.json, 'error');
  if (reply.status !== 200 || (error !== undefined && error !== null)) {
    return { failure: refusal(reply, asked) };
  }
  const content = valueAt(reply.json, 'message.content');
  const text = typeof content === 'string' ? stripControls(content).trim() : '';
  if (text === '') {
    const message = `${tool.name} answered without a text`;
    const seen = evidence('http/no-answer', reply.text);
    return { failure: { class: 'OUTPUT_INVALID', message, evidence: seen } };
  }
  const usage = readUsage([reply.json]);
  const cut = valueAt(reply.json, 'done_reason') === 'length';
  return {
    answer: {
      message: `${tool.name} answered with ${model}`,
      content: text,
      ...(usage === undefined ? {} : { usage }),
      ...(cut ? { partial: `${tool.name} stopped at its limit of length` } : {}),
    },
  };
}

function refusal(reply: HttpReply, { tool, model, now }: Asked): Failure {
  const { status, headers, text, json } = reply;
  const error = valueAt(json, 'error');
  const words = oneLine(typeof error === 'string' ? error : text);
  const wait = retryAfterMs(headers.get('retry-after'), now);
  if (status === 404 && model !== undefined && typeof error === 'string') {
    return {
      class: 'FAILED_PRECONDITION',
      message: `${tool.name}: ${words}`,
      action: `ollama pull ${model}`,
      evidence: evidence('http/404', text),
    };
  }
  return {
    class: classOfReply(tool, status, words),
    message: `${tool.name} answered with status ${status}${words === '' ? '' : `: ${words}`}`,
    evidence: evidence(`http/${status}`, text),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** The words may be more particular than the status: a context that overflows is told with 400. */
function classOfReply(tool: Tool, status: number, words: string): ErrorClass {
  const said = classifyText(tool, [words])?.class;
  const byStatus = classOfStatus(status);
  if (byStatus === undefined) return said ?? 'UNAVAILABLE';
  const isVague = status === 400 || status === 429 || status >= 500;
  return isVague && said !== undefined ? said : byStatus;
}
