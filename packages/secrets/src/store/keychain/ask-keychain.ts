import { busSockets } from '../dbus/bus-sockets.js';
import type { KeychainAnswer, KeychainCall, KeychainOptions } from './keychain-call.js';
import { readItems, readLockState } from './read-items.js';
import { canHaveKeychain } from './session-bus.js';

/**
 * One answer for each call. On Linux this process reads by itself; everything else is done by one
 * helper process. There a locked collection says "not there", which is doubted.
 */
export async function askKeychain(
  options: KeychainOptions,
  calls: readonly KeychainCall[],
): Promise<KeychainAnswer[]> {
  if (calls.length === 0) return [];
  const { host, service, deadlineMs } = options;
  if (!canHaveKeychain(host)) {
    return calls.map(() => ({ state: 'unavailable', detail: 'there is no session bus' }));
  }
  const isLinux = host.platform === 'linux';
  const sockets = isLinux ? busSockets(host) : undefined;
  if (sockets !== undefined && calls.every(({ op }) => op === 'get')) {
    const accounts = calls.map(({ account }) => account);
    return readItems({ sockets, deadlineMs }, service, accounts);
  }
  const { askHelper } = await import('./ask-helper.js');
  const answers = await askHelper(options, calls, isLinux && sockets === undefined);
  const isDoubtful = (answer: KeychainAnswer, i: number) =>
    answer.state === 'absent' || (answer.state === 'done' && calls[i]?.op === 'probe');
  if (sockets === undefined || !answers.some(isDoubtful)) return answers;
  const lock = await readLockState({ sockets, deadlineMs });
  if (lock.state === 'unlocked') return answers;
  return answers.map((answer, i) => (isDoubtful(answer, i) ? lock : answer));
}

/** Why the keychain failed, in a few words for a sentence. */
export function reasonOf(answer: KeychainAnswer, options: KeychainOptions): string {
  if (answer.state === 'timeout') return `no answer within ${options.deadlineMs} ms`;
  if (!('detail' in answer)) return answer.state;
  const isOfHelper = /^(?:keytar|the keychain helper) /.test(answer.detail);
  if (answer.state !== 'unavailable' || isOfHelper) return answer.detail;
  return options.host.platform === 'linux'
    ? `no Secret Service answered (${answer.detail})`
    : answer.detail;
}
