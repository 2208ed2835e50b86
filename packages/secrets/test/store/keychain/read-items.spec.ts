import { afterEach, describe, expect, it } from '@jest/globals';
import type { BusMessage } from '../../../src/store/dbus/message.js';
import { readItems, readLockState } from '../../../src/store/keychain/read-items.js';
import { errorReply, fakeBus, reply, signal } from '../../support/fake-bus.js';

/*
 * A Secret Service that is played, for what gnome-keyring does not do without a screen, and for
 * moments that cannot be met.
 */
const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
});

type Answers = Record<string, (serial: number, call: BusMessage) => Buffer | undefined>;

const item = '/org/freedesktop/secrets/collection/login/1';
const prompt = '/org/freedesktop/secrets/prompt/p1';
const secret = (value: string | Buffer) => [
  '/s',
  Buffer.alloc(0),
  Buffer.from(value),
  'text/plain',
];

/** One that holds one open entry and has an open collection, but for what is said otherwise. */
async function serviceThat(answers: Answers) {
  const usual: Answers = {
    OpenSession: (serial) => reply(serial, 'vo', [{ signature: 's', value: '' }, '/s']),
    SearchItems: (serial) => reply(serial, 'aoao', [[item], []]),
    GetSecrets: (serial) => reply(serial, 'a{o(oayays)}', [[[item, secret('v1:value')]]]),
    Get: (serial) => reply(serial, 'v', [{ signature: 'b', value: false }]),
    AddMatch: (serial) => reply(serial, '', []),
    ...answers,
  };
  const bus = await fakeBus((call, serial) => usual[call.member as string]?.(serial, call));
  closes.push(bus.close);
  const options = { sockets: [bus.path], deadlineMs: 20_000 };
  return {
    ...bus,
    read: (deadlineMs = 20_000) => readItems({ ...options, deadlineMs }, 'aim', ['KEY']),
    lock: () => readLockState(options),
  };
}

const present = [{ state: 'present', value: 'v1:value' }];
const locked = [{ state: 'locked', detail: 'it is locked' }];

describe('an open entry', () => {
  it('is found by the attributes that keytar gives it, and read in two steps', async () => {
    const asked: unknown[] = [];
    const service = await serviceThat({
      SearchItems: (serial, call) => {
        asked.push(call.values()[0]);
        return reply(serial, 'aoao', [[item], []]);
      },
    });
    expect(await service.read()).toEqual(present);
    expect(service.called).toEqual(['Hello', 'OpenSession', 'SearchItems', 'GetSecrets']);
    expect(asked).toEqual([
      [
        ['service', 'aim'],
        ['account', 'KEY'],
        ['xdg:schema', 'org.freedesktop.Secret.Generic'],
      ],
    ]);
  });

  it.each([
    ['not UTF-8', Buffer.from([0x76, 0x31, 0x3a, 0xff])],
    ['with a zero in it', Buffer.from('v1:a\0b')],
  ])('%s is not of AIM', async (_what, bytes) => {
    const service = await serviceThat({
      GetSecrets: (serial) => reply(serial, 'a{o(oayays)}', [[[item, secret(bytes)]]]),
    });
    expect(await service.read()).toEqual([{ state: 'corrupt' }]);
  });

  it('that another program deletes at that moment is looked for once more', async () => {
    let isGone = false;
    const service = await serviceThat({
      SearchItems: (serial) => reply(serial, 'aoao', [isGone ? [] : [item], []]),
      GetSecrets: (serial) => {
        isGone = true;
        return errorReply(serial, 'org.freedesktop.Secret.Error.NoSuchObject', 'gone');
      },
    });
    expect(await service.read()).toEqual([{ state: 'absent' }]);
  });

  it('that is locked at that moment is locked, not absent', async () => {
    const service = await serviceThat({
      GetSecrets: (serial) => reply(serial, 'a{o(oayays)}', [[]]),
    });
    expect(await service.read()).toEqual(locked);
  });
});

describe('a locked entry', () => {
  const shut: Answers = {
    SearchItems: (serial) => reply(serial, 'aoao', [[], [item]]),
    Unlock: (serial) => reply(serial, 'aoo', [[], prompt]),
  };
  const completed = (isDismissed: boolean, opened: string[]) =>
    signal(
      { path: prompt, interface: 'org.freedesktop.Secret.Prompt', member: 'Completed' },
      'bv',
      [isDismissed, { signature: 'ao', value: opened }],
    );
  const answered = (isDismissed: boolean, opened: string[]): Answers => ({
    ...shut,
    Prompt: (serial) => Buffer.concat([reply(serial, '', []), completed(isDismissed, opened)]),
  });

  it('is read when it is unlocked without a question', async () => {
    const service = await serviceThat({
      ...shut,
      Unlock: (serial) => reply(serial, 'aoo', [[item], '/']),
    });
    expect(await service.read()).toEqual(present);
  });

  it('is read when the user agrees', async () => {
    const service = await serviceThat(answered(false, [item]));
    expect(await service.read()).toEqual(present);
    expect(service.called.slice(3)).toEqual(['Unlock', 'AddMatch', 'Prompt', 'GetSecrets']);
  });

  it('is locked when the user does not', async () => {
    const service = await serviceThat(answered(true, []));
    expect(await service.read()).toEqual(locked);
    expect(service.called).not.toContain('GetSecrets');
  });

  it('waits for the user until the deadline, and then takes the question back', async () => {
    const service = await serviceThat({ ...shut, Prompt: (serial) => reply(serial, '', []) });
    expect(await service.read(200)).toEqual([{ state: 'timeout' }]);
    await service.hungUp;
  });
});

describe('an entry that is not found', () => {
  const none: Answers = { SearchItems: (serial) => reply(serial, 'aoao', [[], []]) };

  it('is absent where the collection is open', async () => {
    expect(await (await serviceThat(none)).read()).toEqual([{ state: 'absent' }]);
  });

  it('is not absent where the collection is locked, or cannot be asked', async () => {
    const shut = await serviceThat({
      ...none,
      Get: (serial) => reply(serial, 'v', [{ signature: 'b', value: true }]),
    });
    expect(await shut.read()).toEqual(locked);
    const gone = await serviceThat({
      ...none,
      Get: (serial) => errorReply(serial, 'org.freedesktop.DBus.Error.UnknownObject', 'no such'),
    });
    expect(await gone.read()).toEqual([{ state: 'unavailable', detail: 'no such' }]);
  });
});

describe('a Secret Service that answers with an error', () => {
  it.each([
    ['org.freedesktop.DBus.Error.ServiceUnknown', 'unavailable'],
    ['org.freedesktop.DBus.Error.AccessDenied', 'denied'],
    ['org.freedesktop.Secret.Error.IsLocked', 'locked'],
  ])('%s is %s', async (name, state) => {
    const service = await serviceThat({ SearchItems: (serial) => errorReply(serial, name, 'why') });
    expect(await service.read()).toEqual([{ state, detail: 'why' }]);
    const lock = await serviceThat({ Get: (serial) => errorReply(serial, name, 'why') });
    expect(await lock.lock()).toEqual({ state, detail: 'why' });
  });
});
