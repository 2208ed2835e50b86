import type { Finding } from '@aim/core';
import type { Aim, StatusSnapshot } from '@aim/services';
import { render } from 'ink';
import type { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { hasColour } from '../terminal/terminal.js';
import { FrameBoundary } from './components/frame-boundary.js';
import { intentOf, intentOfPaste } from './actions/intent-of.js';
import type { Intent } from './actions/types.js';
import { createConductor } from './conductor.js';
import { createKeyReader } from './input/key-reader.js';
import { createAbsence } from './screen/absence.js';
import { createFrameWriter } from './screen/frame-writer.js';
import { openScreen } from './screen/open-screen.js';
import { watchProcess } from './screen/watch-process.js';
import { createStore } from './store/create-store.js';
import { changedByEvent, wanted } from './store/wanted.js';
import { watchLog } from './store/watch-log.js';
import { initialState, type DashboardState } from './store/state.js';
import { toAscii, wantsAscii } from './theme/ascii.js';
import { themeFor } from './theme/theme.js';
import { Dashboard } from './views/dashboard.js';

export interface DashboardOptions {
  /** Makes an AIM that hands what it notices to `notify`; called for every reading. */
  createAim: (notify: (finding: Finding) => void) => Aim;
  /** What the first frame shows. */
  snapshot?: StatusSnapshot | null;
  /** The user's home folder, which paths are shortened by. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  version: string;
  /** The option `--no-color`. */
  noColour: boolean;
  /** The clock, in ms since 1970; that of the system unless told. */
  now?: () => number;
  /** How long a value is shown, in ms; 10 s unless told. */
  revealMs?: number;
  /** Stops the job, as the key ctrl+z does in other programs; by SIGTSTP unless told. */
  sendStop?: () => unknown;
  /** The terminal; that of the process unless told. */
  stdin?: ReadStream;
  stdout?: WriteStream;
  /** What signals and stray failures are heard from; the process unless told. */
  events?: EventEmitter;
  /**
   * Ends the process when the terminal is gone; by SIGHUP unless told. An ordinary exit would not
   * do: Node 20 aborts with a core dump when it cannot restore a terminal.
   */
  hangUp?: () => void;
}

/**
 * Shows the dashboard until the user quits. Both streams must be terminals.
 *
 * Answers the exit code: 0 after `q`, 130 after ctrl+c, 128 + n after a signal. Rejects with what
 * was thrown when the dashboard itself fails. The terminal is given back in every case.
 */
export function runDashboard(options: DashboardOptions): Promise<number> {
  const { stdin = process.stdin, stdout = process.stdout, events = process } = options;
  const {
    home,
    version,
    snapshot = null,
    revealMs = 10_000,
    now = Date.now,
    sendStop = () => process.platform !== 'win32' && process.kill(0, 'SIGTSTP'),
    hangUp = () => process.kill(process.pid, 'SIGHUP'),
  } = options;
  const isReadOnly = !['', '0', undefined].includes(options.env['AIM_READ_ONLY']);
  const theme = themeFor(options.env, hasColour({ ...options, isTty: true }));
  const isAscii = wantsAscii(options.env);

  return new Promise((resolve, reject) => {
    let isOver = false;
    const fail = (error: unknown) => finish(() => reject(error));
    const view = (state: DashboardState) => (
      <FrameBoundary onError={fail}>
        <Dashboard
          state={state}
          theme={theme}
          home={home}
          version={version}
          onPaneError={(error) => queueMicrotask(() => conductor.log(error))}
        />
      </FrameBoundary>
    );
    const take = (intents: readonly ((state: DashboardState) => Intent | null)[]) => {
      store.batch(() => {
        for (const intentFor of intents) {
          if (isOver) return;
          store.dispatch({ type: 'keyed' });
          const intent = intentFor(store.state());
          if (intent !== null) void conductor.perform(intent);
        }
      });
      if (!isOver) void conductor.load(wanted(store.state()));
    };
    const keys = createKeyReader({
      onKeys: (names) => take(names.map((name) => (state) => intentOf(name, state))),
      onPaste: (text) => take([(state) => intentOfPaste(text, state)]),
    });
    const screen = openScreen({
      stdin,
      stdout,
      onInput: keys.push,
      onResize: (size) => {
        frames.forget();
        store.dispatch({ type: 'resized', size });
      },
      onHangUp: () => {
        finish(() => resolve(129));
        hangUp();
      },
    });
    const frames = createFrameWriter(screen.size, (text) =>
      screen.write(isAscii ? toAscii(text) : text),
    );
    const store = createStore({ ...initialState(screen.size(), snapshot), isReadOnly }, (state) => {
      if (isOver) return;
      if (state.activity.data !== null) log.follow(state.activity.data.place);
      ink.rerender(view(state));
    });
    const log = watchLog(
      () => void conductor.load(changedByEvent(store.state()), { isQuiet: true }),
    );
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      stopWatching();
      keys.close();
      log.close();
      absence.close();
      ink.unmount();
      screen.close();
      void conductor.close().then(settle);
    };
    const absence = createAbsence({
      screen,
      events,
      sendStop,
      redraw: () => {
        store.dispatch({ type: 'resized', size: screen.size() });
        frames.repaint();
      },
    });
    const conductor = createConductor({
      createAim: options.createAim,
      store,
      env: options.env,
      revealMs,
      now,
      lend: absence.lend,
      stop: absence.stop,
      exit: (exitCode) => finish(() => resolve(exitCode)),
    });
    const stopWatching = watchProcess(events, {
      // While an editor has the terminal ctrl+c is its own.
      onSignal: (exitCode) => {
        if (exitCode !== 130 || !absence.isLent()) finish(() => resolve(exitCode));
      },
      onFailure: fail,
      onExit: screen.close,
    });

    // Ink makes frames and nothing else: `debug` hands every frame over whole and at once.
    const ink = render(null, {
      stdout: frames.stdout,
      stdin,
      debug: true,
      exitOnCtrlC: false,
      patchConsole: false,
    });
    // The first frame comes after, or an error in it would find no Ink to end.
    ink.rerender(view(store.state()));
    void conductor.mapKeys();
    void conductor.load(['status', 'health', 'keychain', 'activity']);
  });
}
