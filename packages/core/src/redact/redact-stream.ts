import { Transform } from 'node:stream';
import { createByteRedactor, type ByteRedactor } from './redact-bytes.js';

export interface RedactStream extends Pick<ByteRedactor, 'replaced' | 'masked'> {
  stream: Transform;
}

/**
 * A byte stream that does what `createByteRedactor` does. It reads no more than its reader takes,
 * and holds nothing back for a time: what it holds may be the beginning of a value.
 */
export function createRedactStream(values: Iterable<string>): RedactStream {
  const { push, end, replaced, masked } = createByteRedactor(values);
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, push(chunk)),
    flush: (done) => done(null, end()),
  });
  return { stream, replaced, masked };
}
