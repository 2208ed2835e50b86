import { parseKeys, type KeyName } from './parse-keys.js';

/** How long a lone ESC may be the start of a longer sequence, in ms. */
const escapeDelay = 25;

/** What a terminal puts around a paste that it was asked to mark. */
const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

export interface KeyReader {
  push: (chunk: string) => void;
  /** Forgets what has not become a key yet. */
  close: () => void;
}

export interface KeyReaderOptions {
  /** All keys of one chunk at once. */
  onKeys: (keys: readonly KeyName[]) => void;
  /** A paste, whole: nothing in it is a key. */
  onPaste: (text: string) => void;
}

/**
 * Collects what the terminal sends and hands over keys and pastes in their order. A sequence that
 * never ends was the key esc.
 */
export function createKeyReader({ onKeys, onPaste }: KeyReaderOptions): KeyReader {
  let rest = '';
  let pasted: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const close = () => {
    clearTimeout(timer);
    rest = '';
    pasted = null;
  };
  const giveUp = () => {
    rest = '';
    onKeys(['esc']);
  };
  const takeKeys = (text: string) => {
    const parsed = parseKeys(text);
    rest = parsed.rest;
    if (rest !== '') timer = setTimeout(giveUp, escapeDelay);
    if (parsed.keys.length > 0) onKeys(parsed.keys);
  };
  /** Answers what comes after the paste; nothing while its end has not come. */
  const takePaste = (text: string): string => {
    const [paste = '', after] = splitAt(`${pasted ?? ''}${text}`, pasteEnd);
    pasted = after === undefined ? paste : null;
    if (after !== undefined) onPaste(paste);
    return after ?? '';
  };
  return {
    push: (chunk) => {
      clearTimeout(timer);
      let left = rest + chunk;
      rest = '';
      while (left !== '') {
        if (pasted !== null) {
          left = takePaste(left);
          continue;
        }
        const [keys = '', paste] = splitAt(left, pasteStart);
        if (keys !== '') takeKeys(keys);
        if (paste !== undefined) pasted = '';
        left = paste ?? '';
      }
    },
    close,
  };
}

function splitAt(text: string, mark: string): [before: string, after?: string] {
  const place = text.indexOf(mark);
  return place === -1 ? [text] : [text.slice(0, place), text.slice(place + mark.length)];
}
