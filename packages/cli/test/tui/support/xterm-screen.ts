import xterm from '@xterm/headless';
import { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Size } from '../../../src/tui/layout/rect.js';

/** A terminal that a test reads from and types on. */
export interface XtermScreen {
  stdin: ReadStream;
  stdout: WriteStream;
  /** The rows of the screen in use, without the blanks at their ends. */
  lines: () => Promise<string[]>;
  /** Everything that was written since the last call. */
  takeOutput: () => string;
  type: (keys: string) => void;
  resize: (size: Size) => void;
  isAlternate: () => Promise<boolean>;
  isRaw: () => boolean;
  /** Waits until the screen shows this. Fails with what it shows instead. */
  waitFor: (text: string | RegExp) => Promise<string[]>;
}

/** A real terminal emulator behind streams that look like a TTY. */
export function xtermScreen(size: Size): XtermScreen {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    allowProposedApi: true,
  });
  let output = '';
  let isRaw = false;
  const stdout = Object.assign(new EventEmitter(), {
    ...size,
    isTTY: true,
    write: (text: string) => {
      output += text;
      terminal.write(text);
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setEncoding: () => undefined,
    setRawMode: (mode: boolean) => void (isRaw = mode),
    resume: () => undefined,
    pause: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
  // xterm takes what is written in its own time.
  const settled = () => new Promise<void>((resolve) => terminal.write('', resolve));
  const lines = async () => {
    await settled();
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
  };
  const screen: XtermScreen = {
    stdin: stdin as unknown as ReadStream,
    stdout: stdout as unknown as WriteStream,
    lines,
    takeOutput: () => {
      const taken = output;
      output = '';
      return taken;
    },
    type: (keys) => void stdin.emit('data', keys),
    resize: (next) => {
      terminal.resize(next.columns, next.rows);
      Object.assign(stdout, next);
      stdout.emit('resize');
    },
    isAlternate: async () => {
      await settled();
      return terminal.buffer.active.type === 'alternate';
    },
    isRaw: () => isRaw,
    waitFor: async (text) => {
      const deadline = performance.now() + 10_000;
      for (;;) {
        const shown = await lines();
        const all = shown.join('\n');
        if (typeof text === 'string' ? all.includes(text) : text.test(all)) return shown;
        if (performance.now() > deadline) throw new Error(`No ${String(text)} on:\n${all}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
  return screen;
}
