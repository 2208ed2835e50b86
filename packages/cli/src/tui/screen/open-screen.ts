import type { ReadStream, WriteStream } from 'node:tty';
import type { Size } from '../layout/rect.js';

/** The terminal while the dashboard has it. */
export interface Screen {
  size: () => Size;
  write: (text: string) => void;
  /** Gives the terminal back for a while; what is written meanwhile is lost. */
  suspend: () => void;
  /** Takes it again, on an empty screen. */
  resume: () => void;
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
  let isTaken = false;
  const size = () => sizeOf(stdout);
  const resized = () => options.onResize(size());
  const take = () => {
    if (isTaken) return;
    isTaken = true;
    stdin.setRawMode(true);
    stdin.on('data', onInput);
    stdin.resume();
    stdout.write(enter);
  };
  const give = () => {
    if (!isTaken) return;
    isTaken = false;
    stdin.off('data', onInput);
    stdout.write(leave);
    stdin.pause();
    // Fails where the terminal is gone, and then there is nothing to give back.
    stdin.once('error', () => undefined);
    stdin.setRawMode(false);
  };
  stdin.setEncoding('utf8');
  stdin.on('end', onHangUp);
  stdout.on('resize', resized);
  take();
  return {
    size,
    write: (text) => void (isTaken && stdout.write(text)),
    suspend: give,
    resume: take,
    close: () => {
      stdin.off('end', onHangUp);
      stdout.off('resize', resized);
      give();
    },
  };
}

/** A terminal that does not know its size says 0. */
function sizeOf(stdout: WriteStream): Size {
  // While the program was stopped nobody told it of a new size.
  const [columns, rows] = stdout.getWindowSize?.() ?? [stdout.columns, stdout.rows];
  return { columns: columns || 80, rows: rows || 24 };
}
