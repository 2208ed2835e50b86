import { afterEach, describe, expect, it } from '@jest/globals';
import type { Bus } from '../../../src/store/dbus/bus.js';
import { withBus } from '../../../src/store/dbus/with-bus.js';
import { errorReply, fakeBus, reply, signal, type Answer } from '../../support/fake-bus.js';

const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
});

async function busThat(answer: Answer, greeting?: string) {
  const bus = await fakeBus(answer, greeting);
  closes.push(bus.close);
  return bus;
}

const target = { destination: 'a.b', path: '/c', interface: 'd.e', member: 'Ask' };
const ask = (bus: Bus) => bus.call({ ...target, returns: 's' });
const asked = (path: string, use = ask, deadlineMs = 20_000) =>
  withBus({ sockets: [path], deadlineMs }, use);
const never = () => undefined;

describe('a session bus', () => {
  it('is greeted, asked, and left', async () => {
    const bus = await busThat((_call, serial) => reply(serial, 's', ['answer']));
    expect(await asked(bus.path)).toEqual(['answer']);
    expect(bus.called).toEqual(['Hello', 'Ask']);
    await bus.hungUp;
  });

  it('is looked for at one socket after the other', async () => {
    const bus = await busThat((_call, serial) => reply(serial, 's', ['answer']));
    const sockets = [`${bus.path}-absent`, bus.path];
    expect(await withBus({ sockets, deadlineMs: 20_000 }, ask)).toEqual(['answer']);
  });

  it('that is not there says so', async () => {
    await expect(asked('/nonexistent/bus')).rejects.toMatchObject({
      code: 'ENOENT',
      message: 'connect ENOENT /nonexistent/bus',
    });
    await expect(asked('\0aim-nobody-listens')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED @aim-nobody-listens',
    });
  });

  it.each([
    ['refuses the user', 'REJECTED DBUS_COOKIE_SHA1\r\n', 'refused'],
    ['does not understand', 'DATA\r\nERROR "Not so"\r\n', 'refused'],
    ['is something else', 'HTTP/1.1 400 Bad Request\r\n', 'malformed'],
    ['speaks before it is spoken to', 'OK 0123\r\nl\x02\0\x01', 'malformed'],
    ['does not come to an end', 'x'.repeat(20_000), 'malformed'],
  ])('that %s is not talked to', async (_what, greeting, code) => {
    const bus = await busThat(never, greeting);
    await expect(asked(bus.path)).rejects.toMatchObject({ code });
    expect(bus.called).toEqual([]);
    await bus.hungUp;
  });
});

describe('an answer', () => {
  it('is found among signals, calls and answers to nothing', async () => {
    const bus = await busThat((_call, serial) =>
      Buffer.concat([
        signal({ ...target, member: 'Changed' }, 's', ['news']),
        reply(serial + 1000, 's', ['to nothing']),
        reply(serial, 's', ['answer']),
        reply(serial, 's', ['again']),
      ]),
    );
    expect(await asked(bus.path)).toEqual(['answer']);
  });

  it('belongs to its own call', async () => {
    const waiting: Buffer[] = [];
    const bus = await busThat((call, serial) => {
      waiting.unshift(reply(serial, 's', call.values()));
      return waiting.length === 3 ? Buffer.concat(waiting) : undefined;
    });
    const say = (text: string) => ({ ...target, signature: 's', values: [text], returns: 's' });
    const all = ['a', 'b', 'c'];
    const use = (one: Bus) => Promise.all(all.map((text) => one.call(say(text))));
    expect(await withBus({ sockets: [bus.path], deadlineMs: 20_000 }, use)).toEqual([
      ['a'],
      ['b'],
      ['c'],
    ]);
  });

  it('that is an error has its name, and no escape sequence', async () => {
    const bus = await busThat((_call, serial) =>
      errorReply(serial, 'org.example.No', 'not \u001b[31mso'),
    );
    await expect(asked(bus.path)).rejects.toMatchObject({
      code: 'org.example.No',
      message: expect.not.stringContaining('\u001b'),
    });
  });

  it('of other types is refused', async () => {
    const bus = await busThat((_call, serial) => reply(serial, 'u', [1]));
    await expect(asked(bus.path)).rejects.toMatchObject({
      code: 'malformed',
      message: 'the session bus sent "u" where "s" was due',
    });
  });

  it.each([
    ['is no message', () => Buffer.from('x'.repeat(32))],
    ['is longer than its types', (serial: number) => lengthened(reply(serial, 's', ['x']))],
  ])('that %s ends the connection', async (_what, bytes) => {
    const bus = await busThat((_call, serial) => bytes(serial));
    await expect(asked(bus.path)).rejects.toMatchObject({ code: 'malformed' });
    await bus.hungUp;
  });

  function lengthened(message: Buffer): Buffer {
    const longer = Buffer.concat([message, Buffer.alloc(8)]);
    longer.writeUInt32LE(message.readUInt32LE(4) + 8, 4);
    return longer;
  }
});

describe('a bus that falls silent', () => {
  it.each([
    ['when it is connected', ''],
    ['amid its first words', 'DATA\r\nO'],
    ['when it has let the user in', 'OK 0123\r\n'],
  ])('%s is left at the deadline', async (_when, greeting) => {
    const bus = await busThat(never, greeting);
    await expect(asked(bus.path, ask, 100)).rejects.toMatchObject({
      code: 'timeout',
      message: 'no answer within 100 ms',
    });
    await bus.hungUp;
  });

  it('amid a message is left at the deadline', async () => {
    const bus = await busThat((_call, serial) => reply(serial, 's', ['answer']).subarray(0, -1));
    await expect(asked(bus.path, ask, 100)).rejects.toMatchObject({ code: 'timeout' });
    await bus.hungUp;
  });

  it('or hangs up, is not waited for', async () => {
    const bus = await busThat(() => null);
    await expect(asked(bus.path)).rejects.toMatchObject({ code: 'closed' });
  });
});
