import { Transform } from 'node:stream';
import { createByteRedactor } from './redact-bytes.js';

export interface RedactStream {
  stream: Transform;
  /** How many occurrences were replaced so far. */
  replaced: () => number;
}

/**
 * A byte stream in which each of the values, in every form of `secretForms`, is replaced by
 * `[redacted]`, however the chunks are cut. Bytes that cannot be the start of a secret pass at
 * once; a possible start is held until the next chunk or the end decides. Other bytes, UTF-8 or
 * not, pass unchanged.
 */
export function createRedactStream(values: Iterable<string>): RedactStream {
  const { push, end, replaced } = createByteRedactor(values);
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, push(chunk)),
    flush: (done) => done(null, end()),
  });
  return { stream, replaced };
}
