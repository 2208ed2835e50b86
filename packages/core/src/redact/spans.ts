/** A part of the input: bytes, or characters, `start` to `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Spans in the order of their place. Those that overlap become one; those that touch do not. */
export interface Spans {
  add: (span: Span) => void;
  first: () => Span | undefined;
  removeFirst: () => void;
}

export function createSpans(): Spans {
  const spans: Span[] = [];
  return {
    add: ({ start, end }) => {
      let place = spans.length;
      while (place > 0 && (spans[place - 1] as Span).start >= end) place--;
      const merged = { start, end };
      let from = place;
      while (from > 0 && (spans[from - 1] as Span).end > start) {
        const other = spans[--from] as Span;
        merged.start = Math.min(merged.start, other.start);
        merged.end = Math.max(merged.end, other.end);
      }
      spans.splice(from, place - from, merged);
    },
    first: () => spans[0],
    removeFirst: () => void spans.shift(),
  };
}
