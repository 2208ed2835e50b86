import { stripControls } from '@aim/core';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { entryMarks } from './entry-format.js';
import type { KeychainAnswer, KeychainCall, KeychainOptions } from './keychain-call.js';
import { endLeftWriter, forgetWriter, noteWriter } from './left-writer.js';
import { runBounded, type BoundedResult } from './run-bounded.js';

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
  calls: readonly KeychainCall[],
  canary: boolean,
): Promise<KeychainAnswer[]> {
  const { service, deadlineMs, writerFile } = options;
  const isWriting = calls.some(({ op }) => op === 'set' || op === 'delete');
  if (isWriting && !(await endLeftWriter(writerFile, deadlineMs))) return allTimeout(calls);
  const request = { service, marks: entryMarks, calls, parent: process.pid, deadlineMs, canary };
  const run = isWriting ? runNoted : runHelper;
  const { stdout, end } = await run(options, `${JSON.stringify(request)}\n`);
  if (end === 'deadline') return allTimeout(calls);
  const answers = parseAnswers(stdout);
  if (answers?.length === calls.length) return answers;
  const detail = `the keychain helper ended with ${end}`;
  return calls.map(() => ({ state: 'unavailable', detail }));
}

function allTimeout(calls: readonly KeychainCall[]): KeychainAnswer[] {
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
function parseAnswers(text: string): KeychainAnswer[] | undefined {
  try {
    const { answers } = JSON.parse(text) as { answers: KeychainAnswer[] };
    return answers.map((answer) =>
      'detail' in answer ? { ...answer, detail: stripControls(answer.detail) } : answer,
    );
  } catch {
    return undefined;
  }
}
