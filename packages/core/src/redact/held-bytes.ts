/** Bytes in the order in which they came, taken from the front. */
export interface HeldBytes {
  length: () => number;
  /** Keeps a copy. */
  push: (bytes: Uint8Array) => void;
  /** All of them, until the next change. */
  view: () => Buffer;
  drop: (length: number) => void;
}

const smallestRoom = 1024;

/**
 * One block that grows to what it has to hold, however small the pieces are, and is given back
 * when it is empty.
 */
export function createHeldBytes(): HeldBytes {
  let room = Buffer.alloc(0);
  let start = 0;
  let end = 0;
  const makeRoom = (length: number) => {
    const needed = end - start + length;
    // In place only while half of the block is free, so that bytes are not moved again and again.
    const target =
      needed * 2 <= room.length ? room : Buffer.alloc(Math.max(smallestRoom, needed * 2));
    room.copy(target, 0, start, end);
    room = target;
    end -= start;
    start = 0;
  };
  return {
    length: () => end - start,
    push: (bytes) => {
      if (end + bytes.length > room.length) makeRoom(bytes.length);
      room.set(bytes, end);
      end += bytes.length;
    },
    view: () => room.subarray(start, end),
    drop: (length) => {
      start += length;
      if (start < end) return;
      room = Buffer.alloc(0);
      start = end = 0;
    },
  };
}
