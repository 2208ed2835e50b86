import {
  AimError,
  exitCodeOf,
  isPlainObject,
  readTextFile,
  reportError,
  systemHost,
  type Finding,
  type GrantedPermission,
  type Outcome,
} from '@aim/core';
import type { InvokeEvent, InvokeResult, Payload, RoutePlan } from '@aim/services';
import { resolve } from 'node:path';
import { attemptText } from '../../render/invoke.js';
import { liveAnswer } from '../../render/live-answer.js';
import { renderRoute } from '../../render/route.js';
import { createStyle } from '../../render/style.js';
import { confirm, readAll, requireTerminal } from '../../terminal/ask.js';
import { defineCommand, type CommandInput } from '../types.js';
import { readWishes } from './read-wishes.js';

/** The answer is on the terminal already. */
type Shown = { isShown: true };

type Data = InvokeResult | RoutePlan | Shown;

export const command = defineCommand<Data>({
  run: invoke,
  render: (data, context) => {
    if ('isShown' in data) return '';
    if ('candidates' in data) return renderRoute(data, context);
    const text = answerText(data);
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  },
});

function answerText({ content, success }: InvokeResult): string {
  if (!success || content === null) return '';
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
}

async function invoke(input: CommandInput): Promise<Outcome<Data>> {
  const { aim, options } = input;
  const tool = options['tool'] as string | undefined;
  const { capability, prompt } = await readJob(input, tool);
  const payload = parsePayload(options['payload'] as string | undefined, prompt);
  const permission = await grantPermission(input);
  const restore = options['restore'] === true;
  if (restore && permission === 'read-only') {
    throw new AimError('usage.invalid', '--restore is for a tool that may change files', {
      hint: '--permission workspace-write',
    });
  }
  if (options['dry-run'] === true) {
    return {
      data: await aim.route({
        capability,
        permission,
        ...readWishes(options),
        ...(tool !== undefined && { tool }),
      }),
    };
  }
  const interruption = listenForSignals();
  const live = showsLive(input) ? liveAnswer(input.terminal) : undefined;
  const isWatched = live !== undefined || input.emit !== undefined;
  try {
    const { result, failure } = await aim.invoke({
      capability,
      payload,
      permission,
      signal: interruption.cancel,
      kill: interruption.kill,
      isWatched,
      onEvent: live?.onEvent ?? input.emit ?? tellAttempts(input),
      ...readWishes(options),
      ...(restore && { restore }),
      ...deadlineOf(options['deadline'] as string | undefined),
      ...(tool !== undefined && { tool }),
    });
    const findings = result.warnings.map(warning);
    if (failure !== undefined) {
      const errors = [reportError(failure)];
      return { data: result, exitCode: exitCodeOf(failure), errors, findings };
    }
    live?.finish(answerText(result));
    return { data: live === undefined ? result : { isShown: true }, findings };
  } finally {
    interruption.stop();
  }
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** The first signal asks the tool to end, a second one does not ask. */
function listenForSignals() {
  const cancel = new AbortController();
  const kill = new AbortController();
  const hear = () => (cancel.signal.aborted ? kill : cancel).abort();
  for (const signal of endingSignals) process.on(signal, hear);
  return {
    cancel: cancel.signal,
    kill: kill.signal,
    stop: () => {
      for (const signal of endingSignals) process.off(signal, hear);
    },
  };
}

/** `CAPABILITY [PROMPT]`; with `--tool` the capability may be left out and is `chat`. */
async function readJob(input: CommandInput, tool: string | undefined) {
  const [first, second] = input.args;
  if (first === undefined && tool === undefined) {
    throw new AimError('usage.invalid', 'Name a capability, or a tool with --tool', {
      hint: 'aim invoke --help',
    });
  }
  if (tool === undefined || second !== undefined) {
    return { capability: first as string, prompt: await readPrompt(input, second) };
  }
  const isCapability =
    first !== undefined && (await input.aim.listCapabilities()).some(({ id }) => id === first);
  if (isCapability) return { capability: first, prompt: await readPrompt(input, undefined) };
  return { capability: 'chat', prompt: await readPrompt(input, first) };
}

async function readPrompt(
  { terminal, options }: CommandInput,
  argument: string | undefined,
): Promise<string | undefined> {
  const file = options['file'] as string | undefined;
  if (argument !== undefined && file !== undefined) {
    throw new AimError('usage.invalid', 'Give the prompt once: as an argument or by --file');
  }
  if (argument !== undefined) return argument;
  if (file !== undefined) return readPromptFile(file);
  if (options['payload'] !== undefined || terminal.stdinIsTty) return undefined;
  const piped = await readAll(terminal);
  return piped === '' ? undefined : piped;
}

function readPromptFile(file: string): string {
  const text = readTextFile(resolve(systemHost().cwd, file), { allowPipe: true });
  if (text !== undefined) return text;
  throw new AimError('invoke.invalid_payload', `No file at ${file}`, { details: { file } });
}

function parsePayload(json: string | undefined, prompt: string | undefined): Payload {
  if (json === undefined) return prompt === undefined ? {} : { prompt };
  let payload: unknown;
  try {
    payload = JSON.parse(json);
  } catch (error) {
    throw new AimError('invoke.invalid_payload', '--payload is not JSON', { cause: error });
  }
  if (!isPlainObject(payload)) {
    throw new AimError('invoke.invalid_payload', '--payload: expected a JSON object', {
      hint: `--payload '{"prompt":"say hello"}'`,
    });
  }
  return { ...payload, ...(prompt === undefined ? {} : { prompt }) };
}

/** The longest time that a timer can hold, some 24 days. */
const longestSeconds = 2_147_483;

function deadlineOf(text: string | undefined): { deadlineMs?: number } {
  if (text === undefined) return {};
  const seconds = Number(text);
  if (seconds > 0 && seconds <= longestSeconds) return { deadlineMs: Math.ceil(seconds * 1000) };
  throw new AimError(
    'usage.invalid',
    `--deadline ${text}: expected a number of seconds above 0, at most ${longestSeconds}`,
  );
}

/** Without a terminal a tool may read only, unless more is said. */
async function grantPermission(input: CommandInput): Promise<GrantedPermission> {
  const { terminal, options, globals } = input;
  const asked = options['permission'] as GrantedPermission | 'ask' | undefined;
  const canAsk = terminal.stdinIsTty && terminal.stderrIsTty;
  if (asked !== undefined && asked !== 'ask') return asked;
  if (asked === undefined && (!canAsk || globals.json)) return 'read-only';
  requireTerminal(terminal, 'Say it with --permission read-only, workspace-write or full');
  const folder = systemHost().cwd;
  return (await confirm(terminal, `May the tool change files in ${folder}?`))
    ? 'workspace-write'
    : 'read-only';
}

/** Who sees the answer come has to see what is said of it. */
function showsLive({ terminal, globals }: CommandInput): boolean {
  return terminal.stdoutIsTty && terminal.stderrIsTty && !globals.json && !globals.quiet;
}

function warning(message: string): Finding {
  return { id: 'invoke.warning', severity: 'warn', message };
}

function tellAttempts({ terminal, globals }: CommandInput): (event: InvokeEvent) => void {
  const style = createStyle(terminal.colour.stderr);
  return (event) => {
    if (!globals.quiet) terminal.stderr.write(attemptText(event, style));
  };
}
