import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { joinSignals } from '../../src/http/join-signals.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe('joinSignals', () => {
  it('fires with the first of them, and with its reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const { signal } = joinSignals([one.signal, undefined, other.signal]);
    expect(signal.aborted).toBe(false);
    other.abort('enough');
    expect(signal).toMatchObject({ aborted: true, reason: 'enough' });
  });

  it('has fired where one of them has', () => {
    expect(joinSignals([AbortSignal.abort()]).signal.aborted).toBe(true);
  });

  it('fires with a time that is over, though memory was collected meanwhile', async () => {
    const { signal } = joinSignals([AbortSignal.timeout(50), new AbortController().signal]);
    for (let round = 0; round < 10; round++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(signal.aborted).toBe(true);
  });

  it('lets them go', () => {
    const one = new AbortController();
    const { signal, release } = joinSignals([one.signal]);
    release();
    one.abort();
    expect(signal.aborted).toBe(false);
  });
});
