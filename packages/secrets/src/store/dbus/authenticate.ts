import type { Socket } from 'node:net';
import { BusError, malformed } from './bus-error.js';

/** The longest that the bus may say before it lets a user in, in bytes. */
const maxAnswer = 16_384;

/**
 * Lets the kernel tell the bus who this user is (EXTERNAL without a name, so that it also works
 * where a container gives the user another number). Messages may follow. File descriptors are not
 * agreed to, so that none can come.
 *
 * @throws BusError `refused`, `malformed`
 */
export function authenticate(socket: Socket): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    const read = (bytes: Buffer) => {
      text += bytes.toString('latin1');
      const verdict = verdictOf(text);
      if (verdict === undefined && text.length <= maxAnswer) return;
      socket.off('data', read);
      if (verdict === 'accepted') {
        socket.write('BEGIN\r\n');
        resolve();
      } else {
        const refused = new BusError('refused', 'the session bus refused this user');
        reject(verdict === 'refused' ? refused : malformed('no answer to who is asking'));
      }
    };
    socket.on('data', read);
    socket.write('\0AUTH EXTERNAL\r\nDATA\r\n');
  });
}

/** Undefined as long as there is more to come. */
function verdictOf(text: string): 'accepted' | 'refused' | 'malformed' | undefined {
  const lines = text.split('\r\n');
  const rest = lines.pop();
  const [verdict, ...more] = lines.filter((line) => !/^DATA\b/.test(line));
  if (verdict === undefined) return undefined;
  if (/^(?:REJECTED|ERROR)\b/.test(verdict)) return 'refused';
  // Nothing can come before the first message of this side.
  const isLast = more.length === 0 && rest === '';
  return /^OK\b/.test(verdict) && isLast ? 'accepted' : 'malformed';
}
