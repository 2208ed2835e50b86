import {
  askHelper,
  helperEnvironment,
  type HelperAnswer,
  type HelperCall,
  type KeychainOptions,
} from './ask-helper.js';
import { lockQuery, readLockState } from './lock-state.js';
import { canHaveKeychain } from './session-bus.js';

/** The longest that the question for the lock may take, in ms. */
export const lockDeadlineMs = 2000;

/**
 * One answer for each call, from one helper process at most. "Not there" is doubted on Linux,
 * where a locked collection says the same.
 */
export async function askKeychain(
  options: KeychainOptions,
  calls: readonly HelperCall[],
): Promise<HelperAnswer[]> {
  if (calls.length === 0) return [];
  if (!canHaveKeychain(options.host)) {
    return calls.map(() => ({ state: 'unavailable', detail: 'there is no session bus' }));
  }
  if (options.host.platform !== 'linux') return askHelper(options, calls, false);
  const query = lockQuery(options.host);
  const answers = await askHelper(options, calls, query === undefined);
  const isDoubtful = (answer: HelperAnswer, i: number) =>
    answer.state === 'absent' || (answer.state === 'done' && calls[i]?.op === 'probe');
  if (query === undefined || !answers.some(isDoubtful)) return answers;
  const deadlineMs = Math.min(options.deadlineMs, lockDeadlineMs);
  const lock = await readLockState(query, helperEnvironment(options), deadlineMs);
  if (lock.state === 'unlocked') return answers;
  return answers.map((answer, i) => (isDoubtful(answer, i) ? lock : answer));
}

/** Why the keychain failed, in a few words for a sentence. */
export function reasonOf(answer: HelperAnswer, options: KeychainOptions): string {
  if (answer.state === 'timeout') return `no answer within ${options.deadlineMs} ms`;
  if (!('detail' in answer)) return answer.state;
  const isOfHelper = /^(?:keytar|the keychain helper) /.test(answer.detail);
  if (answer.state !== 'unavailable' || isOfHelper) return answer.detail;
  return options.host.platform === 'linux'
    ? `no Secret Service answered (${answer.detail})`
    : answer.detail;
}
