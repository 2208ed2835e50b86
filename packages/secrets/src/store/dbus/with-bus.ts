import { systemCode } from '@aim/core';
import { connect, type Socket } from 'node:net';
import { authenticate } from './authenticate.js';
import { BusError } from './bus-error.js';
import { busOn, type Bus } from './bus.js';

export interface BusOptions {
  /** Tried in this order. */
  sockets: readonly string[];
  /** The longest that all of it may take, in ms. */
  deadlineMs: number;
}

/** The bus as a partner of its own. */
export const busDriver = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/**
 * Connects to the session bus and gives it to `use`. The connection is gone when this returns,
 * whatever is still under way: a bus or a service that is silent holds up nobody.
 *
 * @throws BusError; what `use` throws
 */
export async function withBus<T>(
  { sockets, deadlineMs }: BusOptions,
  use: (bus: Bus) => Promise<T>,
): Promise<T> {
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const late = new BusError('timeout', `no answer within ${deadlineMs} ms`);
  const timer = setTimeout(() => fail(late), deadlineMs);
  const opened: Socket[] = [];
  const talk = async () => {
    const socket = await connectFirst(sockets, opened);
    socket.on('error', (error) => fail(socketError(error)));
    socket.on('close', () => fail(new BusError('closed', 'the session bus hung up')));
    await authenticate(socket);
    const bus = busOn(socket, fail);
    // The bus wants to be greeted first, and not to be waited for.
    const greeting = bus.call({ ...busDriver, member: 'Hello', returns: 's' });
    const [result] = await Promise.all([use(bus), greeting]);
    return result;
  };
  try {
    return await Promise.race([failed, talk()]);
  } finally {
    clearTimeout(timer);
    for (const socket of opened) socket.destroy();
  }
}

/** @throws BusError of the last socket, when none could be opened */
async function connectFirst(sockets: readonly string[], opened: Socket[]): Promise<Socket> {
  let failure = new BusError('ENOENT', 'there is no session bus');
  for (const path of sockets) {
    const socket = connect(path);
    opened.push(socket);
    const error = await new Promise<Error | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined)).once('error', resolve);
    });
    if (error === undefined) return socket;
    failure = socketError(error);
  }
  throw failure;
}

function socketError(error: Error): BusError {
  return new BusError(systemCode(error) ?? 'closed', error.message.replaceAll('\0', '@'));
}
