import { EventEmitter } from 'node:events';
import type { Size } from '../layout/rect.js';

/** What Ink takes for its stdout. */
export interface FrameWriter {
  stdout: NodeJS.WriteStream;
  /** The next frame is written whole onto an empty screen; needed after a resize. */
  forget: () => void;
  /** Writes the last frame again, whole: something else was on the screen. */
  repaint: () => void;
}

const clear = '\u001b[2J';
const beginUpdate = '\u001b[?2026h';
const endUpdate = '\u001b[?2026l';

/**
 * Takes whole frames and writes the lines that changed, each at its own place.
 *
 * Ink 6.8 cannot do this itself: below the height of the terminal its incremental renderer is one
 * line off from the second frame on, at that height it clears the screen and the scrollback for
 * every frame.
 */
export function createFrameWriter(size: () => Size, write: (text: string) => void): FrameWriter {
  let shown: readonly string[] = [];
  let isStale = true;
  const show = (frame: string) => {
    const lines = frame.split('\n').slice(0, Math.max(1, size().rows - 1));
    const changes = isStale ? [clear] : [];
    const before = isStale ? [] : shown;
    for (let row = 0; row < Math.max(lines.length, before.length); row++) {
      const line = lines[row] ?? '';
      if (line !== (before[row] ?? '')) changes.push(`\u001b[${row + 1};1H\u001b[2K${line}`);
    }
    shown = lines;
    isStale = false;
    if (changes.length > 0) write(`${beginUpdate}${changes.join('')}${endUpdate}`);
  };
  const forget = () => void (isStale = true);
  const repaint = () => {
    forget();
    show(shown.join('\n'));
  };
  return { stdout: frameStream(size, show), forget, repaint };
}

/** Only frames come this way: to a stream that is no terminal Ink sends no cursor codes. */
function frameStream(size: () => Size, show: (frame: string) => void): NodeJS.WriteStream {
  const stream = Object.assign(new EventEmitter(), {
    isTTY: false,
    write: (text: string) => {
      show(text);
      return true;
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => size().columns });
  Object.defineProperty(stream, 'rows', { get: () => size().rows });
  return stream as unknown as NodeJS.WriteStream;
}
