export interface JoinedSignal {
  signal: AbortSignal;
  /** Lets the others go; to be called when nobody waits any more. */
  release: () => void;
}

/**
 * A signal that fires with the first of others. `AbortSignal.any` does not do for one of
 * `AbortSignal.timeout`: nothing but a listener keeps that one from being collected before its
 * time, and then it never fires (seen with Node 20.20).
 */
export function joinSignals(signals: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const controller = new AbortController();
  const sources = signals.filter((each) => each !== undefined);
  const fire = () => controller.abort(sources.find(({ aborted }) => aborted)?.reason);
  if (sources.some(({ aborted }) => aborted)) fire();
  for (const source of sources) source.addEventListener('abort', fire, { once: true });
  const release = () => {
    for (const source of sources) source.removeEventListener('abort', fire);
  };
  return { signal: controller.signal, release };
}
