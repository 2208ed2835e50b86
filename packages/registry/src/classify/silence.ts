import type { Clocks, Failure } from './failure.js';

/**
 * An attempt that was ended since nothing came of it.
 *
 * @param whoDid - the beginning of the sentence, such as "Codex printed"
 */
export function silence(whoDid: string, clock: 'start' | 'idle', clocks: Clocks = {}): Failure {
  const ms = clock === 'start' ? clocks.startMs : clocks.idleMs;
  const long = ms === undefined ? 'too long' : `${inSeconds(ms)} s`;
  const what = clock === 'start' ? 'nothing' : 'nothing more';
  return { class: 'DEADLINE_EXCEEDED', message: `${whoDid} ${what} for ${long}`, clock };
}

export function inSeconds(ms: number): number {
  return Number((ms / 1000).toFixed(1));
}
