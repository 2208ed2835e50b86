import {
  backslash,
  digitsAfter,
  esc,
  hexValue,
  leadByte,
  longestEscape,
  percent,
  shortEscapes,
} from './escape-syntax.js';

/** Hears a byte, and where in the input what stands for it begins and ends. */
export type Emit = (byte: number, start: number, end: number) => void;

/** Takes JSON and percent escapes out of bytes that come one by one. */
export interface Unescaper {
  push: (byte: number, place: number) => void;
  /** Emits an escape that has no end as it is written. */
  end: () => void;
  /** The escape of which the rest is missing. */
  pending: () => PendingEscape | undefined;
  /** True when the next byte is read as if it were the first. */
  isGround: () => boolean;
  /** Gives up an escape that has become too long for one, by what stands amid it. */
  trim: (now: number) => void;
  reset: () => void;
}

export interface PendingEscape {
  start: number;
  kind: 'unknown' | 'unicode' | 'byte';
  /** The hexadecimal digits so far, in lower case. */
  digits: string;
}

/** Occurs in no UTF-8, and so in no value. */
const neverInText = 0xff;
/** The most bytes of the input that an escape takes up when escape sequences of a terminal stand amid it. */
const longestSpan = 4096;

type State = 'ground' | 'backslash' | 'unicode' | 'byte';
type Piece = Parameters<Emit>;

/**
 * Reads `\uXXXX`, `\xXX`, `\n` and the like, and `%XX`, at any depth (`\\u0041`, `%2541`,
 * `%5Cu0041`). What it makes of a value is the same whether the value was escaped or not, but for
 * values that hold escapes themselves. A backslash stands for no byte of its own: how many there
 * are depends on the depth.
 *
 * @param isWanted - false for a byte that means nothing at this place: then the escape is left as
 *   it is written, since a value can begin amid what looks like one
 */
export function createUnescaper(emit: Emit, isWanted: (byte: number) => boolean): Unescaper {
  let state: State = 'ground';
  let start = 0;
  /** The escape as it is written, and what it is if no more follows. */
  let written: Piece[] = [];
  let soFar: Piece[] = [];
  let length = 0;
  let digits = '';
  let digitsWanted = 0;
  /** What stands after ESC ends a sequence of the terminal, and begins no escape. */
  let isAfterEsc = false;
  /** The first half of a surrogate pair. */
  let high = 0;
  let highStart = 0;

  const emitAll = (pieces: readonly Piece[]) => {
    state = 'ground';
    for (const [byte, from, to] of pieces) {
      dropHigh(from);
      emit(byte, from, to);
    }
  };
  const dropHigh = (end: number) => {
    if (high === 0) return;
    high = 0;
    emit(neverInText, highStart, end);
  };
  const giveUp = () => emitAll(soFar[0] !== undefined && isWanted(soFar[0][0]) ? soFar : written);
  const open = (next: State, place: number) => {
    state = next;
    start = place;
    length = 0;
    written = [];
    soFar = [];
    digits = '';
  };
  const note = (byte: number, place: number) => {
    written.push([byte, place, place + 1]);
    soFar.push([byte, place, place + 1]);
  };
  const expect = (next: State, count: number) => {
    state = next;
    digits = '';
    digitsWanted = count;
  };
  /** A decoded byte may begin an escape of its own. */
  const decoded = (byte: number, end: number) => {
    if (byte === backslash) {
      state = 'backslash';
      soFar = [];
    } else if (byte === percent) {
      expect('byte', 2);
      soFar = [[percent, start, end]];
    } else {
      emitAll(isWanted(byte) ? [[byte, start, end]] : written);
    }
  };
  const decodedUnit = (unit: number, end: number) => {
    if (unit < 0x80) return decoded(unit, end);
    if (high === 0 && !isWanted(leadByte(unit))) return emitAll(written);
    const isLow = unit >= 0xdc00 && unit <= 0xdfff;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      dropHigh(start);
      state = 'ground';
      high = unit;
      highStart = start;
    } else if (isLow && high === 0) {
      emitAll([[neverInText, start, end]]);
    } else {
      const from = isLow ? highStart : start;
      const text = isLow ? String.fromCharCode(high, unit) : String.fromCharCode(unit);
      if (isLow) high = 0;
      emitAll([...Buffer.from(text)].map((byte) => [byte, from, end]));
    }
  };

  const push = (byte: number, place: number): void => {
    if (state === 'ground') {
      const isEscape = byte === percent || (byte === backslash && !isAfterEsc);
      isAfterEsc = byte === esc;
      if (!isEscape) {
        if (high !== 0) dropHigh(place);
        return emit(byte, place, place + 1);
      }
      if (byte === backslash) return open('backslash', place);
      open('byte', place);
      expect('byte', 2);
      return note(byte, place);
    }
    if (++length > longestEscape) {
      giveUp();
      emit(neverInText, place, place);
      return push(byte, place);
    }
    if (state === 'backslash') return afterBackslash(byte, place);
    if (hexValue(byte) < 0) {
      giveUp();
      return push(byte, place);
    }
    note(byte, place);
    digits += String.fromCharCode(byte).toLowerCase();
    if (digits.length < digitsWanted) return;
    const value = Number.parseInt(digits, 16);
    if (state === 'unicode') decodedUnit(value, place + 1);
    else decoded(value, place + 1);
  };
  const afterBackslash = (byte: number, place: number) => {
    if (byte === backslash) return;
    note(byte, place);
    const count = digitsAfter[byte];
    if (count !== undefined) return expect(count === 4 ? 'unicode' : 'byte', count);
    decoded(shortEscapes[byte] as number, place + 1);
  };

  return {
    push,
    end: () => {
      if (state !== 'ground') giveUp();
      high = 0;
    },
    pending: () => {
      if (high !== 0) return { start: highStart, kind: 'unicode', digits: high.toString(16) };
      if (state === 'ground') return undefined;
      return { start, kind: state === 'backslash' ? 'unknown' : state, digits };
    },
    isGround: () => state === 'ground' && high === 0 && !isAfterEsc,
    trim: (now) => {
      if (now - (high === 0 ? start : highStart) <= longestSpan) return;
      if (state !== 'ground') giveUp();
      dropHigh(now);
    },
    reset: () => {
      state = 'ground';
      high = 0;
      isAfterEsc = false;
    },
  };
}

/** What is left of a whole text when its escapes are taken out. */
export function unescapeAll(text: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  const unescaper = createUnescaper(
    (byte) => bytes.push(byte),
    () => true,
  );
  text.forEach((byte, place) => unescaper.push(byte, place));
  unescaper.end();
  return Uint8Array.from(bytes);
}
