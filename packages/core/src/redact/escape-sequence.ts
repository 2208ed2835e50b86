import { esc } from './escape-syntax.js';

/** Follows an escape sequence of a terminal (ECMA-48), byte by byte after its ESC. */
export interface EscapeSequence {
  begin: () => void;
  isOpen: () => boolean;
  /** `broken`: it was no sequence; the byte is not part of it. */
  next: (byte: number) => 'more' | 'done' | 'broken';
  reset: () => void;
}

const bell = 0x07;
/** In bytes. A longer one is not waited for: what is held back stays small. */
const longestSequence = 4096;

const closed = 0;
const afterEsc = 1;
const control = 2;
const intermediate = 3;
const text = 4;
const afterTextEsc = 5;

const textOpeners = new Set([...']PX^_'].map((letter) => letter.charCodeAt(0)));

/** Colours and cursor (CSI), titles and links (OSC, DCS and their kin), character sets. */
export function createEscapeSequence(): EscapeSequence {
  let state = closed;
  let length = 0;
  const next = (byte: number): number => {
    switch (state) {
      case afterEsc:
        if (byte === 0x5b) return control;
        if (textOpeners.has(byte)) return text;
        return endOf(byte, 0x30);
      case control:
        return isParameter(byte) ? control : final(byte, 0x40);
      case intermediate:
        return endOf(byte, 0x30);
      case text:
        if (byte === esc) return afterTextEsc;
        return byte === bell ? closed : text;
      default:
        return byte === 0x5c ? closed : -1;
    }
  };
  return {
    begin: () => {
      state = afterEsc;
      length = 1;
    },
    isOpen: () => state !== closed,
    next: (byte) => {
      const then = ++length > longestSequence ? -1 : next(byte);
      state = then === -1 ? closed : then;
      return then === -1 ? 'broken' : then === closed ? 'done' : 'more';
    },
    reset: () => {
      state = closed;
    },
  };
}

/** The length of the sequence CSI at `place`; -1 when it is another, or goes past the end. */
export function peekControl(bytes: Uint8Array, place: number): number {
  if (bytes[place + 1] !== 0x5b) return -1;
  let at = place + 2;
  while (isParameter(bytes[at])) at++;
  return final(bytes[at] ?? 0, 0x40) === closed ? at + 1 - place : -1;
}

function isParameter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte <= 0x3f;
}

function endOf(byte: number, firstFinal: number): number {
  return byte >= 0x20 && byte <= 0x2f ? intermediate : final(byte, firstFinal);
}

function final(byte: number, first: number): number {
  return byte >= first && byte <= 0x7e ? closed : -1;
}
