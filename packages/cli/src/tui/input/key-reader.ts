import { parseKeys, type KeyName } from './parse-keys.js';

/** How long a lone ESC may be the start of a longer sequence, in ms. */
const escapeDelay = 25;

export interface KeyReader {
  push: (chunk: string) => void;
  /** Forgets what has not become a key yet. */
  close: () => void;
}

/**
 * Collects what the terminal sends and hands over keys, all of one chunk at once. A sequence that
 * never ends was the key esc.
 */
export function createKeyReader(onKeys: (keys: readonly KeyName[]) => void): KeyReader {
  let rest = '';
  let timer: NodeJS.Timeout | undefined;
  const close = () => {
    clearTimeout(timer);
    rest = '';
  };
  const giveUp = () => {
    rest = '';
    onKeys(['esc']);
  };
  return {
    push: (chunk) => {
      clearTimeout(timer);
      const parsed = parseKeys(rest + chunk);
      rest = parsed.rest;
      if (rest !== '') timer = setTimeout(giveUp, escapeDelay);
      if (parsed.keys.length > 0) onKeys(parsed.keys);
    },
    close,
  };
}
