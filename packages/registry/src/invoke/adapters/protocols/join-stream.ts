import { tryParseJson } from '@aim/core';
import type { HttpReply } from '../http-call.js';
import type { HttpProtocol } from './protocol.js';

/** What ends the events of OpenAI. */
export const endOfEvents = '[DONE]';

/**
 * The pieces of a streamed answer as the same answer in one: where the body is no JSON, but lines or
 * server-sent events of JSON. A reply that has no pieces stays as it is.
 */
export function joinStream(reply: HttpReply, { join }: Pick<HttpProtocol, 'join'>): HttpReply {
  if (reply.json !== undefined) return reply;
  const events = reply.text.split('\n').flatMap(eventOf);
  return events.length === 0 ? reply : { ...reply, json: join(events) };
}

/** The event that a line of a stream holds; none for what else there is in one. */
export function eventOf(line: string): unknown[] {
  const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : line;
  if (data === endOfEvents) return [endOfEvents];
  const event = data.startsWith('{') ? tryParseJson(data) : undefined;
  return event === undefined ? [] : [event];
}
