import { askKeychain, reasonOf } from './ask-keychain.js';
import type { KeychainOptions } from './keychain-call.js';

export interface KeychainState {
  state: 'ready' | 'locked' | 'unavailable' | 'timeout' | 'denied';
  detail: string;
  durationMs: number;
}

/** Asks the keychain whether it would answer; reads and changes no secret. One helper at most. */
export async function probeKeychain(options: KeychainOptions): Promise<KeychainState> {
  const started = performance.now();
  const [answer] = await askKeychain(options, [{ op: 'probe', account: '.' }]);
  const durationMs = Math.round(performance.now() - started);
  switch (answer?.state) {
    case 'locked':
    case 'denied':
    case 'unavailable':
    case 'timeout':
      return { state: answer.state, detail: reasonOf(answer, options), durationMs };
    default:
      return { state: 'ready', detail: 'the keychain answers', durationMs };
  }
}
