import { reportError, type Finding } from '@aim/core';
import type { Aim, StatusSnapshot } from '@aim/services';
import { render } from 'ink';
import type { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { hasColour } from '../terminal/terminal.js';
import { FrameBoundary } from './components/frame-boundary.js';
import { intentOf, intentOfPaste } from './actions/intent-of.js';
import type { Intent } from './actions/types.js';
import { failure, runJob } from './run-job.js';
import { createKeyReader } from './input/key-reader.js';
import { createAbsence } from './screen/absence.js';
import { editFile } from './screen/edit-file.js';
import { createFrameWriter } from './screen/frame-writer.js';
import { openScreen } from './screen/open-screen.js';
import { watchProcess } from './screen/watch-process.js';
import { createStore } from './store/create-store.js';
import type { Job } from './store/job.js';
import { createLoader } from './store/loader.js';
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
    sendStop = () => process.platform !== 'win32' && process.kill(0, 'SIGTSTP'),
    hangUp = () => process.kill(process.pid, 'SIGHUP'),
  } = options;
  const isReadOnly = !['', '0', undefined].includes(options.env['AIM_READ_ONLY']);
  const theme = themeFor(options.env, hasColour({ ...options, isTty: true }));
  const isAscii = wantsAscii(options.env);

  return new Promise((resolve, reject) => {
    let isOver = false;
    let hiding: NodeJS.Timeout | undefined;
    const fail = (error: unknown) => finish(() => reject(error));
    const view = (state: DashboardState) => (
      <FrameBoundary onError={fail}>
        <Dashboard state={state} theme={theme} home={home} version={version} />
      </FrameBoundary>
    );
    const take = (intents: readonly ((state: DashboardState) => Intent | null)[]) => {
      store.batch(() => {
        for (const intentFor of intents) {
          if (isOver) return;
          store.dispatch({ type: 'keyed' });
          const intent = intentFor(store.state());
          if (intent !== null) perform(intent);
        }
      });
      if (!isOver) void loader.load(wanted(store.state()));
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
    const loader = createLoader({ createAim: options.createAim, dispatch: store.dispatch });

    const log = watchLog(() => void loader.load(changedByEvent(store.state()), { isQuiet: true }));
    const perform = (intent: Intent) => {
      if (intent.kind === 'change') store.dispatch(intent.event);
      else if (intent.kind === 'load') void loader.load(intent.resources);
      else if (intent.kind === 'all') intent.intents.forEach(perform);
      else if (intent.kind === 'job') void work(intent.job);
      else if (intent.kind === 'stop') absence.stop();
      else if (intent.kind === 'edit-config') void editConfig();
      else if (intent.kind === 'exit') finish(() => resolve(intent.exitCode));
    };
    const work = async (job: Job) => {
      const findings: Finding[] = [];
      const aim = options.createAim((finding) => findings.push(finding));
      const { events, reload } = await runJob(job, aim, store.state());
      if (isOver) return;
      store.batch(() => {
        events.forEach(store.dispatch);
        const told = [store.state().notice, ...findings.map(({ message }) => message)];
        if (findings.length > 0) {
          store.dispatch({ type: 'noticed', text: told.filter(Boolean).join('; ') });
        }
      });
      if (store.state().revealed !== null) hideLater();
      await loader.load(reload);
    };
    const editConfig = async () => {
      try {
        const { inUse, userConfig } = await options.createAim(() => undefined).configPaths();
        const file = inUse.at(-1)?.path ?? userConfig;
        await absence.lend(() => editFile(file, options.env));
        if (!isOver) await loader.load(['status', 'health']);
      } catch (error) {
        store.dispatch({ type: 'reported', report: failure(reportError(error)) });
      }
    };
    const hideLater = () => {
      clearTimeout(hiding);
      hiding = setTimeout(() => store.dispatch({ type: 'masked' }), revealMs);
    };
    const finish = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      stopWatching();
      keys.close();
      log.close();
      absence.close();
      clearTimeout(hiding);
      ink.unmount();
      screen.close();
      settle();
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
    void loader.load(['status', 'health', 'keychain', 'activity']);
  });
}
