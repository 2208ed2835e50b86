/** Keeps the first and the last half of what is pushed, up to a number of bytes. */
export interface TailBuffer {
  push: (chunk: Buffer) => void;
  /** The kept bytes as UTF-8, with a line that says how many were left out. */
  text: () => string;
  truncated: () => boolean;
}

/** @param maxBytes - the most that is kept; the rest is only counted */
export function createTailBuffer(maxBytes: number): TailBuffer {
  const half = Math.ceil(maxBytes / 2);
  const head: Buffer[] = [];
  let headBytes = 0;
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let dropped = 0;

  const push = (chunk: Buffer) => {
    const first = chunk.subarray(0, Math.max(0, half - headBytes));
    if (first.length > 0) {
      head.push(first);
      headBytes += first.length;
    }
    const rest = chunk.subarray(first.length);
    if (rest.length === 0) return;
    tail.push(rest);
    tailBytes += rest.length;
    // Joined only when twice too large, so that each byte is copied a bounded number of times.
    if (tailBytes > 2 * half) trim();
  };

  const trim = () => {
    const all = Buffer.concat(tail);
    const kept = all.subarray(Math.max(0, all.length - half));
    dropped += all.length - kept.length;
    tail = [Buffer.from(kept)];
    tailBytes = kept.length;
  };

  return {
    push,
    truncated: () => dropped > 0 || tailBytes > half,
    text: () => {
      trim();
      if (dropped === 0) return Buffer.concat([...head, ...tail]).toString('utf8');
      const [start, end] = [
        Buffer.concat(head).toString('utf8'),
        Buffer.concat(tail).toString('utf8'),
      ];
      return `${start}\n… ${dropped} bytes left out …\n${end}`;
    },
  };
}
