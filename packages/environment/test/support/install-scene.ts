import { runCaptured, systemHost, type CapturedResult, type Host } from '@aim/core';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import {
  executePlan,
  lookAtManagers,
  planInstall,
  type ExecuteOptions,
  type InstallableTool,
  type InstallEvent,
  type InstallManager,
  type InstallPlan,
  type InstallPorts,
  type InstallTarget,
  type ManagerRun,
  type PresentCopy,
} from '../../src/index.js';
import { fakeManagers } from './fake-managers.js';
import { tree } from './tree.js';

export interface Scene {
  root: string;
  host: Host;
  ports: InstallPorts;
  events: InstallEvent[];
  /** Programs and their arguments, as they were started. */
  started: string[];
  apply: (plan: InstallPlan, options?: Partial<ExecuteOptions>) => ReturnType<typeof executePlan>;
}

/** A machine of its own, with a real Node and npm, a prefix below the root and a registry. */
export function installScene(
  registry: string,
  changes: { env?: Record<string, string>; path?: readonly string[] } = {},
): Scene {
  const root = tree();
  const prefix = join(root, 'prefix');
  for (const folder of ['home', 'prefix/bin', 'tmp', 'aim']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const path = [
    join(prefix, 'bin'),
    ...(changes.path ?? []),
    dirname(process.execPath),
    '/usr/bin',
    '/bin',
  ];
  const host: Host = {
    ...systemHost(),
    env: {
      PATH: path.join(delimiter),
      HOME: join(root, 'home'),
      npm_config_prefix: prefix,
      npm_config_registry: registry,
      npm_config_cache: join(root, 'npm-cache'),
      npm_config_fetch_retry_mintimeout: '10',
      npm_config_fetch_retry_maxtimeout: '100',
      ...changes.env,
    },
    home: join(root, 'home'),
    cwd: join(root, 'home'),
    tmp: join(root, 'tmp'),
  };
  const events: InstallEvent[] = [];
  const started: string[] = [];
  const ports: InstallPorts = {
    host,
    machine: lookAtManagers(host),
    folder: join(root, 'aim'),
    withheld: new Set(),
    tools: new Map(),
    hasTerminal: false,
    onEvent: (event) => events.push(event),
    signal: new AbortController().signal,
    start: (run) => {
      started.push([run.file.split('/').at(-1), ...run.args].join(' '));
      return start(run);
    },
  };
  return {
    root,
    host,
    ports,
    events,
    started,
    apply: (plan, options = {}) =>
      executePlan(plan, { kind: 'install', sequential: false, inUse: 'refuse', ...options }, ports),
  };
}

/** The same with managers that only make the files that the real ones leave. */
export function fakeScene(managers: readonly string[], env: Record<string, string> = {}) {
  const fakes = fakeManagers(tree(), managers);
  const scene = installScene('http://127.0.0.1:9/', { path: [fakes.bin], env });
  return { ...scene, ...fakes };
}

export function present(
  channel: InstallManager,
  packageName: string,
  version: string | null,
): PresentCopy {
  return {
    channel,
    package: packageName,
    version,
    prefix: null,
    path: null,
    evidence: '',
    extras: [],
  };
}

export function start(run: ManagerRun): Promise<CapturedResult> {
  return runCaptured(run);
}

/** A tool that nothing but its package is known of. */
export function installable(id: string, changes: Partial<InstallableTool> = {}): InstallableTool {
  return { id, channels: [], present: null, interrupted: false, commands: {}, ...changes };
}

export function targetOf(
  manager: InstallManager,
  packageName: string,
  version: string | null = null,
): InstallTarget {
  return { tool: packageName, manager, package: packageName, version, integrity: null, extras: [] };
}

/** What shall be, and what is there; nothing is, of a target alone. */
export type Wanted = InstallTarget | { target: InstallTarget; present: PresentCopy };

export function planFor({ ports }: Pick<Scene, 'ports'>, ...wanted: Wanted[]): InstallPlan {
  const pairs = wanted.map((each) => ('target' in each ? each : { target: each, present: null }));
  const tools = new Map(
    pairs.map(({ target, present: copy }) => [
      target.tool,
      installable(target.tool, { present: copy }),
    ]),
  );
  const targets = pairs.map(({ target }) => target);
  return planInstall({ targets, tools, machine: ports.machine, update: true });
}
