import { isUtf8 } from 'node:buffer';
import type { Bus } from '../dbus/bus.js';
import type { BusVariant } from '../dbus/signature.js';
import type { KeychainAnswer } from './keychain-call.js';

/*
 * The calls of the Secret Service that reading takes.
 * https://specifications.freedesktop.org/secret-service-spec/latest/
 */

export const secretService = {
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
};

/** What libsecret, and so keytar, says of every entry that it writes. */
const schema = 'org.freedesktop.Secret.Generic';

/** Values pass through the bus as they are; docs/threat-model.md says what that means. */
export async function openSession(bus: Bus): Promise<string> {
  const [, session] = await bus.call({
    ...secretService,
    member: 'OpenSession',
    signature: 'sv',
    values: ['plain', { signature: 's', value: '' }],
    returns: 'vo',
  });
  return session as string;
}

export interface FoundItem {
  path: string;
  isLocked: boolean;
}

/** The entry with these attributes: one that is open, else a locked one; undefined for none. */
export async function findItem(
  bus: Bus,
  attributes: Record<string, string>,
): Promise<FoundItem | undefined> {
  const [open, locked] = (await bus.call({
    ...secretService,
    member: 'SearchItems',
    signature: 'a{ss}',
    values: [Object.entries({ ...attributes, 'xdg:schema': schema })],
    returns: 'aoao',
  })) as [string[], string[]];
  const path = open[0] ?? locked[0];
  return path === undefined ? undefined : { path, isLocked: open.length === 0 };
}

type Secret = [session: string, parameters: Buffer, value: Buffer, contentType: string];

/** The values of open entries, by path; one that was locked meanwhile is not in it. */
export async function getSecrets(
  bus: Bus,
  session: string,
  paths: readonly string[],
): Promise<Map<string, KeychainAnswer>> {
  if (paths.length === 0) return new Map();
  const [secrets] = await bus.call({
    ...secretService,
    member: 'GetSecrets',
    signature: 'aoo',
    values: [paths, session],
    returns: 'a{o(oayays)}',
  });
  return new Map(
    (secrets as [string, Secret][]).map(([path, [, , value]]) => [path, textAnswer(value)]),
  );
}

/** AIM stores text without NUL: anything else is of another program. */
function textAnswer(bytes: Buffer): KeychainAnswer {
  if (!isUtf8(bytes) || bytes.includes(0)) return { state: 'corrupt' };
  return { state: 'present', value: bytes.toString('utf8') };
}

/** Whether the collection that new entries go to is locked. */
export async function isLocked(bus: Bus): Promise<boolean> {
  const [property] = await bus.call({
    destination: secretService.destination,
    path: `${secretService.path}/aliases/default`,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    values: ['org.freedesktop.Secret.Collection', 'Locked'],
    returns: 'v',
  });
  return (property as BusVariant).value !== false;
}
