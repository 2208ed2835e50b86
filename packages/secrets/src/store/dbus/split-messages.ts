import { decodeMessage, messageLength, prefixBytes, type BusMessage } from './message.js';

/**
 * Takes the bytes of a connection as they come, and hands on each message that is whole. Bytes of
 * one that is not are put together once only, however many pieces they come in.
 *
 * @returns what takes the next bytes; it throws BusError `malformed`
 */
export function splitMessages(onMessage: (message: BusMessage) => void): (bytes: Buffer) => void {
  let waiting: Buffer[] = [];
  let size = 0;
  let wanted = prefixBytes;
  return (bytes) => {
    waiting.push(bytes);
    size += bytes.length;
    if (size < wanted) return;
    let rest = Buffer.concat(waiting);
    for (;;) {
      wanted = rest.length < prefixBytes ? prefixBytes : messageLength(rest);
      if (rest.length < wanted) break;
      onMessage(decodeMessage(rest.subarray(0, wanted)));
      rest = rest.subarray(wanted);
    }
    waiting = [rest];
    size = rest.length;
  };
}
