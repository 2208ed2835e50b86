import { AimError, markRun, resolveCommand, runTransparent, stripControls } from '@aim/core';
import type { CapturedResult, Host } from '@aim/core';
import { PassThrough } from 'node:stream';
import { managers } from '../managers/managers.js';
import type { InstallManager } from '../types.js';
import type { InstallPorts } from './ports.js';

export interface CallContext extends InstallPorts {
  /** In the environment of all that is started: see `endEscaped`. */
  mark: string;
}

export interface Call {
  tool: string;
  manager: InstallManager;
  prefix: string;
  args: readonly string[];
}

/**
 * Starts a manager with a closed stdin and waits for its end; only what asks for a password gets
 * the terminal, one at a time. It gets no AI key and no `AIM_*`.
 *
 * @throws AimError `install.failed` with the end of what it said, `install.deadline`,
 *   `install.needs_root`, `invoke.cancelled`
 */
export async function callManager(call: Call, context: CallContext): Promise<void> {
  const { manager, prefix, args } = call;
  const { host, machine } = context;
  const facts = managers[manager];
  const program = machine.managers[manager]?.program;
  if (program === undefined) throw new Error(`${manager} is not on this machine`);
  const env = { ...environmentOf(context), ...facts.env(prefix, host) };
  const asksPassword =
    facts.root === 'itself' || (facts.root === 'sudo' && host.uid !== 0 && host.uid !== undefined);
  const argv =
    facts.root === 'sudo' && asksPassword
      ? ['sudo', ...(context.hasTerminal ? [] : ['-n']), ...variables(facts.env(prefix, host))]
      : [];
  const [file = program, ...rest] = [...argv, program, ...args];
  const what = `${facts.programs[0]} ${args[0]}`;
  if (asksPassword && context.hasTerminal) {
    await oneAtATime(() =>
      runOnTerminal(call, { file: pathOf(file, host), args: rest, env, what }, context),
    );
    return;
  }
  const result = await context.start({
    file: pathOf(file, host),
    args: rest,
    env,
    cwd: host.tmp,
    deadlineMs: facts.deadlineMs,
    signal: context.signal,
  });
  const error = failureOf(result, what, facts.root === 'sudo' && asksPassword);
  if (error !== undefined) throw error;
}

/** Runs a command of the configuration. @throws AimError as `callManager` */
export async function callCommand(command: readonly string[], context: CallContext): Promise<void> {
  const [name = '', ...args] = command;
  const { host } = context;
  const result = await context.start({
    file: pathOf(name, host),
    args,
    env: environmentOf(context),
    cwd: host.cwd,
    deadlineMs: 30 * 60_000,
    signal: context.signal,
  });
  const error = failureOf(result, name, false);
  if (error !== undefined) throw error;
}

function pathOf(program: string, host: Host): string {
  const found = resolveCommand(program, host);
  if (found.kind === 'found') return found.path;
  throw new AimError('install.manager_missing', `${program} is not on PATH`, {
    hint: 'Install it, or put its folder on PATH',
  });
}

interface TerminalRun {
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  what: string;
}

async function runOnTerminal(
  { tool }: Call,
  { file, args, env, what }: TerminalRun,
  { host, onEvent }: CallContext,
): Promise<void> {
  onEvent({ kind: 'terminal', tool, taken: true });
  try {
    const { exitCode } = await runTransparent({
      file,
      args,
      env,
      cwd: host.tmp,
      hasTerminal: true,
      // stdout is for data.
      filter: { stdout: { through: new PassThrough(), to: process.stderr } },
    });
    if (exitCode !== 0) throw new AimError('install.failed', `${what} ended with ${exitCode}`);
  } finally {
    onEvent({ kind: 'terminal', tool, taken: false });
  }
}

function environmentOf({ host, withheld, mark }: CallContext): Record<string, string> {
  const own = Object.entries(host.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !withheld.has(entry[0]) && !entry[0].startsWith('AIM_'),
  );
  const { env } = markRun(Object.fromEntries(own), mark);
  return { ...env, NO_COLOR: '1', NO_UPDATE_NOTIFIER: '1' };
}

/** `sudo` starts with an environment of its own. */
function variables(env: Readonly<Record<string, string>>): string[] {
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? [] : ['env', ...pairs];
}

function failureOf(
  { exitCode, signal, endedBy, stdout, stderr }: CapturedResult,
  what: string,
  isSudo: boolean,
): AimError | undefined {
  if (endedBy === 'abort') return new AimError('invoke.cancelled', 'Cancelled');
  if (endedBy === 'deadline')
    return new AimError('install.deadline', `${what} did not end in time`);
  if (exitCode === 0) return undefined;
  const said = lastWords(stderr) || lastWords(stdout);
  if (isSudo && /^sudo: /m.test(stderr)) {
    return new AimError('install.needs_root', `${what} needs root: ${said}`, {
      hint: 'Run it on a terminal, where sudo can ask for the password',
    });
  }
  const how = exitCode === null ? `was ended by ${signal}` : `ended with ${exitCode}`;
  return new AimError('install.failed', `${what} ${how}${said === '' ? '' : `: ${said}`}`);
}

/** The end of an output on one line, without colours and without credentials of an address. */
export function lastWords(output: string): string {
  const lines = stripControls(output.replaceAll('\r', '\n'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/A complete log of this run/.test(line));
  const text = lines
    .slice(-6)
    .join(' · ')
    .replaceAll(/\/\/[^/\s@]+@/g, '//***@');
  return text.length > 600 ? `…${text.slice(-600)}` : text;
}

let last: Promise<unknown> = Promise.resolve();

/** Two programs that ask for a password at once cannot be told apart. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const run = last.then(work, work);
  last = run.catch(() => undefined);
  return run;
}
