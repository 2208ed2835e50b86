import type { EndpointProtocol } from '@aim/core';
import type { Clocks, Failure } from '../../classify/failure.js';
import {
  notStarted,
  type AdapterOutcome,
  type AdapterPorts,
  type AdapterRequest,
} from '../adapter.js';
import { promptText } from '../payload.js';
import { chooseModel, type Server } from './choose-model.js';
import { attemptClock, httpCall, type HttpCall, type HttpReply } from './http-call.js';
import { baseOf, isThisMachine, keyFor } from './http-endpoint.js';
import { judgeReply } from './http-judge.js';
import { detectProtocol } from './protocols/detect-protocol.js';
import { eventOf, joinStream } from './protocols/join-stream.js';
import type { HttpProtocol } from './protocols/protocol.js';
import { httpProtocols } from './protocols/protocols.js';
import { eachLine } from './read-pieces.js';

/**
 * Asks a server for one answer, in the protocol that its endpoint names or else shows. No model is
 * ever pulled.
 */
export async function invokeHttp(
  request: AdapterRequest,
  ports: AdapterPorts,
): Promise<AdapterOutcome> {
  const clock = attemptClock(request);
  try {
    return await askServer(request, ports, clock.signal);
  } finally {
    clock.release();
  }
}

async function askServer(
  request: AdapterRequest,
  ports: AdapterPorts,
  clock: AbortSignal,
): Promise<AdapterOutcome> {
  const { tool, payload } = request;
  const server = await openServer(request, ports, clock);
  if ('class' in server) return notStarted(server);
  const { protocol, ask } = server;
  const model = await chooseModel(request, server);
  if (typeof model !== 'string') return notStarted(model);
  const { path, body } = protocol.chat;
  const reply = await ask(path, body(model, promptText(payload), request.watcher !== undefined));
  if ('class' in reply) return { started: reply.class !== 'UNAVAILABLE', failure: reply };
  const judged = judgeReply(reply, { tool, protocol, model, now: ports.host.now() });
  return { started: true, httpStatus: reply.status, ...judged };
}

async function openServer(
  request: AdapterRequest,
  ports: AdapterPorts,
  clock: AbortSignal,
): Promise<Server | Failure> {
  const { tool } = request;
  const call: Call = (each, clocks = request.clocks) =>
    httpCall({ ...request, clocks }, { fetch: ports.fetch, clock }, each);
  const name = await protocolOf(request, ports, call);
  if (typeof name !== 'string') return name;
  const protocol = httpProtocols[name];
  const endpoint = await baseOf(tool, protocol, ports.host);
  if ('failure' in endpoint) return endpoint.failure;
  const base = endpoint.url;
  const key = keyFor(request, protocol, base);
  if (typeof key === 'object') return key;
  const headers = protocol.headers(key);
  const ask: Server['ask'] = async (path, body) => {
    const each = { url: new URL(path, base), headers };
    if (body === undefined) return withStart(await call(each), protocol, base);
    const { watcher } = request;
    const onChunk = watcher && pieceReader(protocol, watcher.onText);
    const asked = { ...each, body, ...(onChunk !== undefined && { onChunk }) };
    const reply = await call(asked, clocksOf(request, protocol));
    return 'class' in reply ? withStart(reply, protocol, base) : joinStream(reply, protocol);
  };
  return { protocol, base, ask };
}

/** Hands on what the events of a stream add to the answer. */
function pieceReader({ piece }: HttpProtocol, onText: (text: string) => void) {
  return eachLine((line) => {
    for (const text of eventOf(line).map(piece)) if (text !== undefined) onText(text);
  });
}

/** An answer that comes whole may be long in coming; one in pieces may not stop. */
function clocksOf({ clocks, watcher }: AdapterRequest, { alwaysStreams }: HttpProtocol): Clocks {
  if (alwaysStreams) return clocks;
  return watcher === undefined || clocks.idleMs === undefined ? {} : { idleMs: clocks.idleMs };
}

type Call = (call: HttpCall, clocks?: Clocks) => Promise<HttpReply | Failure>;

async function protocolOf(
  { tool }: AdapterRequest,
  { host }: AdapterPorts,
  call: Call,
): Promise<EndpointProtocol | Failure> {
  if (tool.adapter.kind !== 'http') throw new Error(`${tool.id} has no endpoint`);
  const { protocol } = tool.adapter.endpoint;
  if (protocol !== undefined) return protocol;
  const found = await detectProtocol(async (candidate, path) => {
    const endpoint = await baseOf(tool, httpProtocols[candidate], host);
    return 'failure' in endpoint ? endpoint.failure : call({ url: new URL(path, endpoint.url) });
  });
  if (found !== undefined) return found;
  const known = Object.keys(httpProtocols).join(', ');
  const message = `${tool.name} does not show what it speaks: set registry.tools.${tool.id}.protocol (${known})`;
  return { class: 'FAILED_PRECONDITION', message };
}

/** A server of this machine that does not answer may not have been started. */
function withStart(
  reply: HttpReply | Failure,
  { start }: HttpProtocol,
  base: URL,
): HttpReply | Failure {
  const isDown = 'class' in reply && reply.class === 'UNAVAILABLE';
  return isDown && start !== undefined && isThisMachine(base) ? { ...reply, action: start } : reply;
}
