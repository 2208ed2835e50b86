import type { HttpReply } from '../http-call.js';
import { parseJsonLines, valueAt } from '../json.js';

/**
 * The pieces of a streamed answer as one: the texts joined, everything else as the last piece has
 * it. A stream that broke off before its last piece has no text: half an answer is none. An answer
 * in one piece stays as it is.
 */
export function joinStream(reply: HttpReply): HttpReply {
  if (reply.json !== undefined) return reply;
  const pieces = parseJsonLines(reply.text);
  const last = pieces.at(-1);
  if (pieces.length < 2 || typeof last !== 'object') return reply;
  if (valueAt(last, 'error') !== undefined || valueAt(last, 'done') !== true) {
    return { ...reply, json: { ...last, message: { content: '' } } };
  }
  const texts = pieces.map((piece) => valueAt(piece, 'message.content'));
  const content = texts.filter((text) => typeof text === 'string').join('');
  return { ...reply, json: { ...last, message: { content } } };
}
