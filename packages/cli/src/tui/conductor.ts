import { reportError, type ErrorReport, type Finding } from '@aim/core';
import type { Aim } from '@aim/services';
import type { Intent } from './actions/types.js';
import { runJob, failure } from './run-job.js';
import { readKeyMap } from './read-key-map.js';
import { runTask, type TaskOutcome } from './run-task.js';
import { editFile } from './screen/edit-file.js';
import type { Store } from './store/create-store.js';
import type { DashboardEvent } from './store/events.js';
import type { Job } from './store/job.js';
import { createLoader } from './store/loader.js';
import type { Resource } from './store/state.js';
import { describeTask, type TaskRequest } from './store/task-request.js';

export interface ConductorPorts {
  /** Makes an AIM that hands what it notices to `notify`; called for every piece of work. */
  createAim: (notify: (finding: Finding) => void) => Aim;
  store: Store;
  env: Readonly<Record<string, string | undefined>>;
  /** How long a value is shown, in ms. */
  revealMs: number;
  /** In ms since 1970. */
  now: () => number;
  /** Lends the terminal to another program while `work` lasts. */
  lend: (work: () => Promise<void>) => Promise<void>;
  /** Stops the program, as the key ctrl+z does in others. */
  stop: () => void;
  exit: (exitCode: number) => void;
}

export interface Conductor {
  /** Does what a key leads to; resolves when it is done. Never rejects. */
  perform: (intent: Intent) => Promise<void>;
  load: (resources: readonly Resource[], options?: { isQuiet: boolean }) => Promise<void>;
  /** Takes the user's keys; what is wrong with them is shown, and the keys of the table stay. */
  mapKeys: () => Promise<void>;
  /** Puts a failure into the log. */
  log: (error: unknown) => void;
  /** Tells all tasks to end at once, and waits for them, but not long. */
  close: () => Promise<void>;
}

interface LogDetails {
  error?: ErrorReport;
  command?: string | null;
}

/** How long tasks may take to end when the dashboard ends, in ms. */
const patienceMs = 1000;

/** Does what keys lead to: the effects of the dashboard, whatever draws it. */
export function createConductor(ports: ConductorPorts): Conductor {
  const { store, createAim, now } = ports;
  const controls = new Map<string, { signal: AbortController; kill: AbortController }>();
  const running = new Map<string, Promise<void>>();
  let isOver = false;
  let started = 0;
  let hiding: NodeJS.Timeout | undefined;

  const dispatch = (event: DashboardEvent) => {
    if (isOver) return;
    store.batch(() => {
      store.dispatch(event);
      if (event.type === 'failed') logFailure(event.error);
    });
  };
  const log = (kind: 'done' | 'failed', text: string, about: LogDetails = {}) =>
    dispatch({
      type: 'logged',
      entry: {
        at: new Date(now()).toISOString(),
        kind,
        text,
        code: about.error?.code ?? null,
        cause: about.error?.cause ?? null,
        hint: about.error?.hint ?? null,
        command: about.command ?? null,
      },
    });
  const logFailure = (error: ErrorReport) => log('failed', error.message, { error });
  const loader = createLoader({ createAim, dispatch, now });

  const work = async (job: Job) => {
    const { command } = store.state();
    const findings: Finding[] = [];
    const aim = createAim((finding) => findings.push(finding));
    const { events, reload, error } = await runJob(job, aim, store.state());
    if (isOver) return;
    store.batch(() => {
      events.forEach(dispatch);
      const told = [store.state().notice, ...findings.map(({ message }) => message)];
      const text = told.filter(Boolean).join('; ');
      if (findings.length > 0) dispatch({ type: 'noticed', text });
      if (error !== undefined) logFailure(error);
      else if (text !== '') log('done', text, { command });
    });
    if (store.state().revealed !== null) hideLater();
    await loader.load(reload);
  };
  const hideLater = () => {
    clearTimeout(hiding);
    hiding = setTimeout(() => dispatch({ type: 'masked' }), ports.revealMs);
  };

  const startTask = (request: TaskRequest): Promise<void> => {
    const id = String(++started);
    const control = { signal: new AbortController(), kill: new AbortController() };
    controls.set(id, control);
    dispatch({ type: 'taskStarted', task: { id, ...describeTask(request) } });
    const findings: Finding[] = [];
    const ending = runTask(request, {
      aim: createAim((finding) => findings.push(finding)),
      signal: control.signal.signal,
      kill: control.kill.signal,
      tell: (lines) => {
        if (lines.length > 0) dispatch({ type: 'taskTold', id, lines });
      },
      advance: (progress) => dispatch({ type: 'taskAdvanced', id, progress }),
    }).then((outcome) => endTask(id, outcome, findings));
    running.set(id, ending);
    return ending;
  };
  const endTask = async (id: string, outcome: TaskOutcome, findings: readonly Finding[]) => {
    controls.delete(id);
    running.delete(id);
    if (isOver) return;
    const { state, question, reload } = outcome;
    const task = store.state().tasks.find((one) => one.id === id);
    const title = task?.title ?? '';
    const noticed = findings.map(({ message }) => ({
      text: `! ${message}`,
      token: 'warn' as const,
    }));
    const text = question === null ? `${title}: ${state}` : `${title}: the plan is ready`;
    store.batch(() => {
      const lines = [...outcome.lines, ...noticed];
      dispatch({ type: 'taskEnded', id, state, question, lines });
      dispatch({ type: 'noticed', text });
      log(state === 'failed' ? 'failed' : 'done', text, { command: task?.command ?? null });
    });
    await loader.load(reload, { isQuiet: true });
  };
  const cancel = (ids: readonly string[]) => {
    for (const id of ids) {
      const control = controls.get(id);
      if (control === undefined) continue;
      // Whoever asks twice does not want to wait.
      (control.signal.signal.aborted ? control.kill : control.signal).abort();
      dispatch({ type: 'taskCancelled', id });
    }
  };

  const fromUser = async (ask: () => Promise<void>) => {
    try {
      await ask();
    } catch (error) {
      const report = reportError(error);
      dispatch({ type: 'reported', report: failure(report) });
      logFailure(report);
    }
  };
  const mapKeys = async () => {
    const keyMap = await readKeyMap(createAim(() => undefined));
    if (Object.keys({ ...keyMap, ...store.state().keyMap }).length === 0) return;
    dispatch({ type: 'keysMapped', keyMap });
  };
  const editConfig = () =>
    fromUser(async () => {
      const { inUse, userConfig } = await createAim(() => undefined).configPaths();
      const file = inUse.at(-1)?.path ?? userConfig;
      await ports.lend(() => editFile(file, ports.env));
      if (!isOver) await Promise.all([mapKeys(), loader.load(['status', 'health'])]);
    });

  const perform = async (intent: Intent): Promise<void> => {
    switch (intent.kind) {
      case 'change':
        return dispatch(intent.event);
      case 'load':
        return loader.load(intent.resources);
      case 'all': {
        // All of them now, in one frame; some take their time.
        const all: Promise<void>[] = [];
        store.batch(() => all.push(...intent.intents.map(perform)));
        return void (await Promise.all(all));
      }
      case 'job':
        return work(intent.job);
      case 'task':
        return startTask(intent.request);
      case 'cancel':
        return cancel(intent.ids);
      case 'stop':
        return ports.stop();
      case 'edit-config':
        return editConfig();
      case 'exit':
        return ports.exit(intent.exitCode);
      case 'choose':
        return;
    }
  };

  return {
    perform,
    load: loader.load,
    mapKeys: () => fromUser(mapKeys),
    log: (error) => logFailure(reportError(error)),
    close: async () => {
      isOver = true;
      clearTimeout(hiding);
      if (running.size === 0) return;
      for (const { signal, kill } of controls.values()) {
        signal.abort();
        kill.abort();
      }
      await Promise.race([
        Promise.all(running.values()),
        new Promise((resolve) => setTimeout(resolve, patienceMs).unref()),
      ]);
    },
  };
}
