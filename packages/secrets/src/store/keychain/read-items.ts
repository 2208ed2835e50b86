import { BusError } from '../dbus/bus-error.js';
import type { Bus } from '../dbus/bus.js';
import { withBus, type BusOptions } from '../dbus/with-bus.js';
import type { KeychainAnswer, KeychainFailure } from './keychain-call.js';
import { getSecrets, isLocked, openSession, findItem } from './secret-service.js';
import { unlockItems } from './unlock-items.js';

/** The lock of the collection that new entries go to. */
export type LockState = { state: 'unlocked' } | KeychainFailure;

/**
 * One answer for each account, over one connection. What is locked is unlocked first, which may
 * ask the user. "Not there" is said only while the collection of new entries is open.
 */
export async function readItems(
  options: BusOptions,
  service: string,
  accounts: readonly string[],
): Promise<KeychainAnswer[]> {
  try {
    return await withBus(options, async (bus) => {
      const answers = await readOnce(bus, service, accounts).catch((error: unknown) => {
        // An entry that was found and deleted by somebody else before it was read.
        if (!(error instanceof BusError) || error.code !== noSuchObject) throw error;
        return readOnce(bus, service, accounts);
      });
      if (!answers.some(({ state }) => state === 'absent')) return answers;
      const lock = await lockState(bus);
      if (lock.state === 'unlocked') return answers;
      return answers.map((answer) => (answer.state === 'absent' ? lock : answer));
    });
  } catch (error) {
    const failed = failedState(error);
    return accounts.map(() => failed);
  }
}

/** Whether the collection that holds new entries is locked, as the Secret Service says itself. */
export async function readLockState(options: BusOptions): Promise<LockState> {
  return withBus(options, lockState).catch(failedState);
}

async function readOnce(
  bus: Bus,
  service: string,
  accounts: readonly string[],
): Promise<KeychainAnswer[]> {
  const [session, ...found] = await Promise.all([
    openSession(bus),
    ...accounts.map((account) => findItem(bus, { service, account })),
  ]);
  const paths = (isWanted: boolean) =>
    found.flatMap((item) => (item?.isLocked === isWanted ? [item.path] : []));
  const unlocked = paths(true).length > 0 ? await unlockItems(bus, paths(true)) : [];
  const values = await getSecrets(bus, session, [...paths(false), ...unlocked]);
  return found.map((item) =>
    item === undefined ? { state: 'absent' } : (values.get(item.path) ?? locked),
  );
}

async function lockState(bus: Bus): Promise<LockState> {
  return (await isLocked(bus)) ? locked : { state: 'unlocked' };
}

// What was found and is not given out is locked, be it since a moment ago.
const locked: KeychainFailure = { state: 'locked', detail: 'it is locked' };
const noSuchObject = 'org.freedesktop.Secret.Error.NoSuchObject';

/** Anything that is not an answer of the bus is a bug. */
function failedState(error: unknown): KeychainFailure {
  if (!(error instanceof BusError)) throw error;
  if (error.code === 'timeout') return { state: 'timeout' };
  return { state: states[error.code] ?? 'unavailable', detail: error.message };
}

const states: Record<string, 'locked' | 'denied'> = {
  EACCES: 'denied',
  EPERM: 'denied',
  'org.freedesktop.DBus.Error.AccessDenied': 'denied',
  'org.freedesktop.Secret.Error.IsLocked': 'locked',
};
