import { backslash, esc, percent } from './escape-syntax.js';
import type { Cost } from './lane.js';
import { minMaskableLength } from './mask.js';
import { needlesOf } from './needles.js';
import { readEscaped, readPlain, readStyled, type ReadingInput } from './reading.js';
import { createStartFilter } from './start-filter.js';

/** How an occurrence is written: with JSON, percent or terminal escapes in it it is `escaped`. */
export type SecretForm = 'plain' | 'escaped' | 'hex' | 'base64';

/** Bytes `start` to `end` of the input are one of the values. */
export interface Occurrence {
  /** Which of them, as places in the list of values: more than one where they are equal. */
  values: readonly number[];
  form: SecretForm;
  start: number;
  end: number;
}

/** Finds values in bytes that come in chunks. */
export interface ByteScanner {
  push: (chunk: Uint8Array) => void;
  /** Nothing more comes. The scanner is then as new. */
  end: () => void;
  /** Where the earliest occurrence begins that may still be arriving; else the end of the input. */
  openFrom: () => number;
  /** How many symbols were compared so far: what the scan has cost. */
  comparisons: () => number;
}

type OnOccurrence = (occurrence: Occurrence) => void;

/**
 * Hears of every occurrence as soon as its last byte has come, in any form and however the chunks
 * are cut; of one place more than once. Its memory does not grow with the input. What it needs is
 * made when the first byte comes: a program that is started is not kept waiting for it.
 */
export function createByteScanner(
  values: readonly string[],
  onOccurrence: OnOccurrence,
): ByteScanner {
  if (values.every(({ length }) => length < minMaskableLength)) return createIdleScanner();
  const cost = { comparisons: 0 };
  let machine: Machine | undefined;
  let offset = 0;
  let isIdle = true;
  /** True when the readings differ: they do from the first byte on that they read differently. */
  let isForked = false;

  return {
    push: (chunk) => {
      if (chunk.length === 0) return;
      machine ??= createMachine(values, onOccurrence, cost);
      const { filter, plain, escaped, styled } = machine;
      for (let place = 0; place < chunk.length; place++) {
        if (isIdle) {
          place = filter.next(chunk, place);
          if (place >= chunk.length) break;
        }
        const byte = chunk[place] as number;
        if (!isForked && (byte === backslash || byte === percent || byte === esc)) {
          isForked = true;
          escaped.adopt(plain);
          styled.adopt(plain);
        }
        const start = offset + place;
        plain.push(byte, start, start + 1);
        isIdle = plain.isIdle();
        if (!isForked) continue;
        escaped.push(byte, start, start + 1);
        styled.push(byte, start, start + 1);
        isIdle &&= escaped.isIdle() && styled.isIdle();
        isForked = !isIdle;
      }
      offset += chunk.length;
    },
    end: () => {
      for (const reading of machine?.readings ?? []) {
        if (isForked) reading.end();
        reading.reset();
      }
      offset = 0;
      isIdle = true;
      isForked = false;
    },
    openFrom: () => {
      if (machine === undefined || isIdle) return offset;
      const open = isForked ? machine.readings : [machine.plain];
      return Math.min(offset, ...open.map((reading) => reading.openFrom(offset)));
    },
    comparisons: () => cost.comparisons,
  };
}

/** Of nothing that is looked for: it makes no tables, and holds nothing back. */
function createIdleScanner(): ByteScanner {
  let offset = 0;
  return {
    push: ({ length }) => {
      offset += length;
    },
    end: () => {
      offset = 0;
    },
    openFrom: () => offset,
    comparisons: () => 0,
  };
}

type Machine = ReturnType<typeof createMachine>;

function createMachine(values: readonly string[], onOccurrence: OnOccurrence, cost: Cost) {
  const needles = needlesOf(values);
  const filter = createStartFilter(needles);
  const input = (written: SecretForm): ReadingInput => ({
    needles,
    filter,
    context: {
      cost,
      onMatch: (needle, start, end) => {
        const form = needle.family === 'literal' ? written : needle.family;
        onOccurrence({ values: needle.values, form, start, end });
      },
    },
  });
  const plain = readPlain(input('plain'));
  const escaped = readEscaped(input('escaped'));
  const styled = readStyled(input('escaped'));
  return { filter, plain, escaped, styled, readings: [plain, escaped, styled] };
}
