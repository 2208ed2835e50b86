import { execFileSync } from 'node:child_process';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from './aim.js';

export interface TmuxSession {
  /** The command line that starts `aim`. */
  aim: string;
  /** Types keys by tmux's names: `Enter`, `Escape`, `C-c`, or the letters themselves. */
  keys: (...keys: readonly string[]) => void;
  /** Pastes as a terminal does, between brackets where they were asked for. */
  paste: (text: string) => void;
  /** Waits until the screen shows it, and answers the screen. */
  shows: (wanted: string | RegExp) => Promise<string>;
  /** Everything on the screen and above it. */
  history: () => string;
  end: () => void;
}

export interface TmuxCall {
  home?: string;
  env?: Readonly<Record<string, string>>;
  /** A shell command line; that of `aim` unless told. `$AIM` stands for it. */
  program?: string;
  size?: { columns: number; rows: number };
}

let count = 0;

/** Runs the built `aim` in a tmux of its own: before it says `before`, after it `exit CODE`. */
export function aimInTmux(call: TmuxCall = {}): TmuxSession {
  const { home = tempFolder(), env = {}, size = { columns: 80, rows: 24 } } = call;
  const socket = `aim-test-${process.pid}-${count++}`;
  const tmux = (...args: string[]) =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  const settings = Object.entries({ PATH: '/usr/bin:/bin', TERM: 'screen', HOME: home, ...env });
  const aim = `env -i ${settings.map(([name, value]) => `${name}='${value}'`).join(' ')} ${process.execPath} ${aimFile}`;
  const program = (call.program ?? '$AIM').replaceAll('$AIM', aim);
  const command = `echo before; ${program}; echo "exit $?"; exec cat`;
  const [columns, rows] = [String(size.columns), String(size.rows)];
  tmux('new-session', '-d', '-s', 'aim', '-x', columns, '-y', rows, command);
  const screen = () => tmux('capture-pane', '-p', '-t', 'aim');
  return {
    aim,
    keys: (...keys) => void tmux('send-keys', '-t', 'aim', ...keys),
    paste: (text) => {
      tmux('set-buffer', '--', text);
      tmux('paste-buffer', '-p', '-t', 'aim');
    },
    shows: async (wanted) => {
      for (let tries = 0; tries < 600; tries++) {
        const shown = screen();
        if (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)) return shown;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`It never came: ${wanted}\n${screen()}`);
    },
    history: () => tmux('capture-pane', '-p', '-S', '-', '-t', 'aim'),
    end: () => void tmux('kill-server'),
  };
}
