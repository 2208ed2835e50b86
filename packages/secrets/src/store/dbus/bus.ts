import { stripControls } from '@aim/core';
import type { Socket } from 'node:net';
import { BusError, malformed } from './bus-error.js';
import { encodeCall, type BusCall, type BusMessage } from './message.js';
import type { BusValue } from './signature.js';
import { splitMessages } from './split-messages.js';

export interface Bus {
  /**
   * Calls a method; several may be under way at once. The answer has the types of `returns`.
   *
   * @throws BusError with the name of the error that was answered; `malformed` for other types
   */
  call(call: BusCall & { returns: string }): Promise<readonly BusValue[]>;
  /** The values of the next such signal, which has types of `returns`. */
  signal(signal: BusSignal): Promise<readonly BusValue[]>;
}

export interface BusSignal {
  path: string;
  interface: string;
  member: string;
  returns: string;
}

interface Waiting {
  returns: string;
  resolve: (values: readonly BusValue[]) => void;
  reject: (error: Error) => void;
}

/** The longest text of an error that is told, in characters. */
const maxErrorText = 200;

/**
 * Speaks on a connection that was let in; `fail` is told of what is no D-Bus. Calls of others,
 * signals that nobody waits for and answers to nothing are passed over.
 */
export function busOn(socket: Socket, fail: (error: Error) => void): Bus {
  const calls = new Map<number, Waiting>();
  const signals = new Map<string, Waiting>();
  let serial = 0;
  const take = splitMessages((message) => {
    const isSignal = message.kind === 'signal';
    const waiting = isSignal
      ? signals.get(signalKey(message))
      : calls.get(message.replySerial ?? 0);
    if (waiting !== undefined) settle(waiting, message);
  });
  socket.on('data', (bytes) => {
    try {
      take(bytes);
    } catch (error) {
      fail(error as Error);
    }
  });
  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        calls.set(++serial, { returns: call.returns, resolve, reject });
        socket.write(encodeCall(call, serial));
      }),
    signal: (signal) =>
      new Promise((resolve, reject) => {
        signals.set(signalKey(signal), { returns: signal.returns, resolve, reject });
      }),
  };
}

function signalKey({ path, interface: face, member }: Partial<BusSignal>): string {
  return [path, face, member].join(' ');
}

/** A promise is settled once: whatever comes later for it changes nothing. */
function settle({ returns, resolve, reject }: Waiting, message: BusMessage): void {
  if (message.kind === 'error') reject(answeredError(message));
  else if (message.kind === 'call' || message.kind === 'other') return;
  else if (message.signature === returns) resolve(message.values());
  else reject(malformed(`"${message.signature}" where "${returns}" was due`));
}

function answeredError(message: BusMessage): BusError {
  const name = message.errorName ?? 'an error without a name';
  const [text] = message.signature.startsWith('s') ? message.values() : [];
  const said = typeof text === 'string' ? stripControls(text).slice(0, maxErrorText) : '';
  return new BusError(name, said || name);
}
