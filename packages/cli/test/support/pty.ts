import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { aimFile, type AimCall } from './aim.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';

export interface PtySession {
  /** What the screen shows, without trailing blanks. */
  screen: () => string;
  /** Everything that was written, control codes included. */
  output: () => string;
  type: (text: string) => void;
  resize: (columns: number, rows: number) => void;
  /** Waits until the screen shows it. */
  shows: (wanted: string | RegExp) => Promise<void>;
  ended: Promise<number>;
}

export interface PtyCall extends AimCall {
  columns?: number;
  rows?: number;
}

/** Runs the built `aim` on a real terminal, read through a terminal emulator. */
export function aimOnTerminal(args: readonly string[], call: PtyCall = {}): PtySession {
  return onTerminal([process.execPath, aimFile, ...args], call);
}

/** Runs any program so, a shell for instance. */
export function onTerminal(
  [file, ...args]: readonly [string, ...string[]],
  call: PtyCall = {},
): PtySession {
  const home = call.home ?? tempFolder();
  const { columns: cols = 80, rows = 24 } = call;
  const emulator = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  let output = '';
  const child = pty.spawn(file, args, {
    cols,
    rows,
    cwd: call.cwd ?? home,
    name: call.env?.['TERM'] ?? 'xterm-256color',
    env: { PATH: '/usr/bin:/bin', HOME: home, ...call.env },
  });
  child.onData((data) => {
    output += data;
    emulator.write(data);
  });
  const screen = () => {
    const { active } = emulator.buffer;
    const lines = Array.from({ length: emulator.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? '').trimEnd(),
    );
    return lines.join('\n').trimEnd();
  };
  return {
    screen,
    output: () => output,
    type: (text) => child.write(text),
    resize: (columns, rowCount) => {
      emulator.resize(columns, rowCount);
      child.resize(columns, rowCount);
    },
    shows: (wanted) =>
      waitUntil(
        () => matches(screen(), wanted),
        () => `${wanted}\n--- screen:\n${screen()}`,
      ),
    ended: new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode))),
  };
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

async function waitUntil(isTrue: () => boolean, what: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It never came: ${what()}`);
}
