import type { ReadStream, WriteStream } from 'node:tty';
import type { Size } from '../layout/rect.js';

/** The terminal while the dashboard has it. */
export interface Screen {
  size: () => Size;
  write: (text: string) => void;
  /** Gives the terminal back as it was. May be called again; writes at once. */
  close: () => void;
}

export interface ScreenOptions {
  stdin: ReadStream;
  stdout: WriteStream;
  onInput: (chunk: string) => void;
  onResize: (size: Size) => void;
  /** The terminal is gone. */
  onHangUp: () => void;
}

const enter = '\u001b[?1049h\u001b[?25l\u001b[?2004h';
const leave = '\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l';

/** Takes the terminal: the alternate screen, no cursor, every key at once, pastes between brackets. */
export function openScreen(options: ScreenOptions): Screen {
  const { stdin, stdout, onInput, onHangUp } = options;
  let isOpen = true;
  const size = () => sizeOf(stdout);
  const resized = () => options.onResize(size());
  stdin.setEncoding('utf8');
  stdin.setRawMode(true);
  stdin.on('data', onInput);
  stdin.on('end', onHangUp);
  stdin.resume();
  stdout.on('resize', resized);
  stdout.write(enter);
  return {
    size,
    write: (text) => void (isOpen && stdout.write(text)),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      stdin.off('data', onInput);
      stdin.off('end', onHangUp);
      stdout.off('resize', resized);
      stdout.write(leave);
      stdin.pause();
      // Fails where the terminal is gone, and then there is nothing to give back.
      stdin.once('error', () => undefined);
      stdin.setRawMode(false);
    },
  };
}

/** A terminal that does not know its size says 0. */
function sizeOf({ columns, rows }: WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 };
}
