import { createEscapeSequence } from './escape-sequence.js';
import { esc } from './escape-syntax.js';
import { createLane, type Lane, type LaneContext } from './lane.js';
import type { FamilyNeedles } from './needles.js';
import type { StartFilter } from './start-filter.js';
import { createUnescaper, type Emit } from './unescape.js';

/** One way to understand the input. Each byte of it is given to every reading. */
export interface Reading {
  push: Emit;
  /** Takes what is begun for what it is. */
  end: () => void;
  /** True when bytes that begin nothing may be left out. */
  isIdle: () => boolean;
  /** True when a needle, or an escape, is begun and not decided. */
  isOpen: () => boolean;
  /** Where the earliest of these begins; infinity when there is none. */
  openFrom: (now: number) => number;
  /** Lets go of what has become longer than any occurrence is. */
  trim: (now: number) => void;
  reset: () => void;
  /** Goes on from where another reading is. */
  adopt: (other: Reading) => void;
  lanes: readonly Lane[];
}

/** What readings are made for. */
export interface ReadingInput {
  needles: readonly FamilyNeedles[];
  context: LaneContext;
  filter: Pick<StartFilter, 'canBegin' | 'isFirst'>;
}

/** The bytes as they are. */
export function readPlain({ needles, context }: ReadingInput): Reading {
  const lanes = needles.map((family) => createLane(family, context));
  const [literal, hex, base64] = lanes as [Lane, Lane, Lane];
  const isOpen = () => literal.isOpen() || hex.isOpen() || base64.isOpen();
  return {
    push: (byte, start, end) => {
      literal.push(byte, start, end);
      hex.push(byte, start, end);
      base64.push(byte, start, end);
    },
    end: () => undefined,
    isIdle: () => !isOpen(),
    isOpen,
    openFrom: (now) => Math.min(...lanes.map((lane) => lane.openFrom(now))),
    trim: (now) => lanes.forEach((lane) => lane.trim(now)),
    reset: () => lanes.forEach((lane) => lane.reset()),
    adopt: (other) => lanes.forEach((lane, n) => lane.adopt(other.lanes[n] as Lane)),
    lanes,
  };
}

/** Escapes of JSON and of percent encoding stand for what they mean. */
export function readEscaped(input: ReadingInput): Reading {
  return unescaping(readPlain(input), input);
}

/** As `readEscaped`, and an escape sequence of a terminal amid an occurrence counts for nothing. */
export function readStyled(input: ReadingInput): Reading {
  // A sequence can itself be written with an escape: `\u001b[0m`.
  return passingOver(unescaping(passingOver(readPlain(input)), input));
}

function unescaping(inner: Reading, { filter }: ReadingInput): Reading {
  const unescaper = createUnescaper(inner.push, (byte) => filter.isFirst(byte) || inner.isOpen());
  return {
    ...inner,
    push: (byte, start) => unescaper.push(byte, start),
    end: () => {
      unescaper.end();
      inner.end();
    },
    isIdle: () => unescaper.isGround() && inner.isIdle(),
    isOpen: () => unescaper.pending() !== undefined || inner.isOpen(),
    openFrom: (now) => {
      const pending = unescaper.pending();
      const own =
        pending !== undefined && filter.canBegin(pending)
          ? pending.start
          : Number.POSITIVE_INFINITY;
      return Math.min(own, inner.openFrom(now));
    },
    trim: (now) => {
      unescaper.trim(now);
      inner.trim(now);
    },
    reset: () => {
      unescaper.reset();
      inner.reset();
    },
  };
}

function passingOver(inner: Reading): Reading {
  const sequence = createEscapeSequence();
  return {
    ...inner,
    push: (byte, start, end) => {
      if (sequence.isOpen()) {
        const then = sequence.next(byte);
        if (then === 'more') return;
        if (then === 'done') return inner.trim(end);
        inner.reset();
      } else if (byte === esc && inner.isOpen()) {
        return sequence.begin();
      }
      inner.push(byte, start, end);
    },
    reset: () => {
      sequence.reset();
      inner.reset();
    },
  };
}
