import { stripControls } from '@aim/core';
import { busSockets } from '../store/dbus/bus-sockets.js';
import { askHelper, helperEnvironment } from '../store/keychain/ask-helper.js';
import { reasonOf } from '../store/keychain/ask-keychain.js';
import type { KeychainOptions } from '../store/keychain/keychain-call.js';
import { readLockState } from '../store/keychain/read-items.js';
import { runBounded } from '../store/keychain/run-bounded.js';
import { canHaveKeychain } from '../store/keychain/session-bus.js';
import type { FailedState } from '../store/secret-store.js';
import { keyringError } from './keyring-errors.js';

/** The values by name; a name that the keyring does not have is not in it. */
export type KeyringAnswers = ReadonlyMap<string, string>;

/** Under which name AIM+ kept its entries. */
const service = 'aim-plus';

/**
 * Reads by `secret-tool`: what Python stores carries the attributes `service` and `username`, and
 * keytar asks for `account`. One name after the other, each in a process that is killed when it is
 * late.
 *
 * @throws AimError `secret.locked`, `secret.unavailable`, `secret.timeout`, `secret.corrupt`
 */
export async function readWithSecretTool(
  options: KeychainOptions,
  file: string,
  names: readonly string[],
): Promise<KeyringAnswers> {
  const { host, deadlineMs } = options;
  if (!canHaveKeychain(host)) throw keyringError('unavailable', 'there is no session bus');
  const env = helperEnvironment(options);
  const sockets = busSockets(host);
  if (sockets !== undefined) {
    // To secret-tool a locked entry is not there.
    const lock = await readLockState({ sockets, deadlineMs });
    if (lock.state !== 'unlocked') throw keyringError(lock.state, reasonOf(lock, options));
  }
  const values = new Map<string, string>();
  for (const name of names) {
    const args = ['lookup', 'service', service, 'username', name];
    const run = { file, args, env, cwd: host.tmp, input: '', deadlineMs };
    const { stdout, stderr, end } = await runBounded(run);
    if (end === 'exit code 0') values.set(name, asText(stdout, name));
    else if (end === 'deadline') throw keyringError('timeout', `no answer within ${deadlineMs} ms`);
    else if (end !== 'exit code 1' || stderr.trim() !== '') {
      const said = stripControls(stderr).trim().split('\n')[0] as string;
      throw keyringError('unavailable', said || `secret-tool ended with ${end}`);
    }
  }
  return values;
}

// Python stores UTF-8. Other bytes come as U+FFFD, and would be stored as another value.
function asText(value: string, name: string): string {
  if (!value.includes('\uFFFD')) return value;
  throw keyringError('corrupt', `${name} is no UTF-8 text`);
}

/** How long macOS may ask the user whether AIM may read entries that Python made, in ms. */
const askedDeadlineMs = 120_000;

/**
 * Reads by the keychain's helper: on macOS Python's entries differ from AIM's in their service only.
 *
 * @throws AimError `secret.*` of the first entry that could not be read
 */
export async function readWithHelper(
  options: KeychainOptions,
  names: readonly string[],
): Promise<KeyringAnswers> {
  const python = { ...options, service, deadlineMs: askedDeadlineMs };
  const calls = names.map((account) => ({ op: 'get' as const, account }));
  const answers = await askHelper(python, calls, false);
  const values = new Map<string, string>();
  for (const [i, answer] of answers.entries()) {
    if (answer.state === 'present') values.set(names[i] as string, answer.value);
    else if (answer.state !== 'absent') {
      throw keyringError(answer.state as FailedState, reasonOf(answer, python));
    }
  }
  return values;
}
