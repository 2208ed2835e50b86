import { stripControls, type Host } from '@aim/core';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { endLeftWriter, forgetWriter, noteWriter } from './left-writer.js';
import { runBounded, type BoundedResult } from './run-bounded.js';

export interface KeychainOptions {
  host: Host;
  /** Under which name the keychain keeps the entries. */
  service: string;
  helperFile: string;
  /** The longest that one batch of calls may take, in ms. */
  deadlineMs: number;
  /** Variables that hold keys: the helper does not get them. */
  knownKeys: () => ReadonlySet<string>;
  /** Where a helper is noted while it may write. */
  writerFile: string;
  /** Where values lie that are too long for an entry. */
  overflowDir: string;
}

export type HelperCall =
  | { op: 'get' | 'delete' | 'probe'; account: string }
  /** Reads what another program stored, as it is. */
  | { op: 'foreign'; account: string }
  /** `sealed`: the value is a reference to a file beside the keychain. */
  | { op: 'set'; account: string; value: string; sealed?: true };

export type HelperAnswer =
  | { state: 'present'; value: string; sealed?: true }
  | { state: 'done' | 'absent' | 'corrupt' | 'timeout' }
  | { state: 'locked' | 'denied' | 'unavailable'; detail: string };

/** The helper of this package; a bundle that moves this code has to bring its own copy. */
export function ownHelperFile(): string {
  return fileURLToPath(new URL('../../../helper/keychain-helper.mjs', import.meta.url));
}

/**
 * Asks the keychain in one helper process, which is gone when this returns. There is one answer
 * for each call; a helper that failed or was too late gives the same answer to all of them. Calls
 * that write a secret are made while holding the lock of all secrets.
 *
 * @param canary - the helper has to find out by itself whether "not there" means "locked"
 */
export async function askHelper(
  options: KeychainOptions,
  calls: readonly HelperCall[],
  canary: boolean,
): Promise<HelperAnswer[]> {
  const { service, deadlineMs, writerFile } = options;
  const isWriting = calls.some(({ op }) => op === 'set' || op === 'delete');
  if (isWriting && !(await endLeftWriter(writerFile, deadlineMs))) return allTimeout(calls);
  const request = { service, calls, parent: process.pid, deadlineMs, canary };
  const run = isWriting ? runNoted : runHelper;
  const { stdout, end } = await run(options, `${JSON.stringify(request)}\n`);
  if (end === 'deadline') return allTimeout(calls);
  const answers = parseAnswers(stdout);
  if (answers?.length === calls.length) return answers;
  const detail = `the keychain helper ended with ${end}`;
  return calls.map(() => ({ state: 'unavailable', detail }));
}

function allTimeout(calls: readonly HelperCall[]): HelperAnswer[] {
  return calls.map(() => ({ state: 'timeout' }));
}

async function runNoted(options: KeychainOptions, input: string): Promise<BoundedResult> {
  const { writerFile } = options;
  const mark = randomUUID();
  try {
    return await runHelper(options, input, {
      args: [mark],
      started: (pid) => noteWriter(writerFile, { pid, mark }),
    });
  } finally {
    forgetWriter(writerFile);
  }
}

interface Noted {
  args: readonly string[];
  started?: (pid: number) => void;
}

function runHelper(
  options: KeychainOptions,
  input: string,
  { args, ...noted }: Noted = { args: [] },
): Promise<BoundedResult> {
  return runBounded({
    file: process.execPath,
    args: [options.helperFile, ...args],
    env: helperEnvironment(options),
    cwd: options.host.tmp,
    input,
    deadlineMs: options.deadlineMs,
    ...noted,
  });
}

/** What the keychain's own libraries need, without AIM's settings and without any key. */
export function helperEnvironment(
  options: Pick<KeychainOptions, 'host' | 'knownKeys'>,
): Record<string, string> {
  const withheld = options.knownKeys();
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.host.env)) {
    // NODE_OPTIONS could stop the helper in a debugger, or load code beside the values.
    if (value === undefined || name === 'NODE_OPTIONS') continue;
    if (!name.startsWith('AIM_') && !withheld.has(name)) env[name] = value;
  }
  return env;
}

// The parser's message would quote its input, and that holds values.
function parseAnswers(text: string): HelperAnswer[] | undefined {
  try {
    const { answers } = JSON.parse(text) as { answers: HelperAnswer[] };
    return answers.map((answer) =>
      'detail' in answer ? { ...answer, detail: stripControls(answer.detail) } : answer,
    );
  } catch {
    return undefined;
  }
}
