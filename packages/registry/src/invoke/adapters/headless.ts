import type { CapturedResult, Headless } from '@aim/core';
import { classifyByTool } from '../../classify/classify-text.js';
import { classifyRun } from '../../classify/classify-run.js';
import { evidence, oneLine } from '../../classify/evidence.js';
import type { Clocks, Failure } from '../../classify/failure.js';
import { nextStep } from '../../classify/next-step.js';
import { grantFor, mayWrite, type Granted } from '../../plan/permission.js';
import { headlessOf } from '../../tools/headless-of.js';
import {
  notStarted,
  type AdapterOutcome,
  type AdapterPorts,
  type AdapterRequest,
} from '../adapter.js';
import { promptText } from '../payload.js';
import { headlessArguments } from './headless-arguments.js';
import { withPromptFile } from './prompt-file.js';
import { readAnswer, type Reading } from './read-answer.js';
import { readPieces } from './read-pieces.js';
import { runProgram } from './run-program.js';

/**
 * Runs a program of the catalogue on one prompt, as its manifest says. The prompt goes by stdin or
 * a private file; by argument only where the program offers nothing better. Exit 0 is not success:
 * an answer is.
 */
export async function invokeHeadless(
  request: AdapterRequest,
  ports: AdapterPorts,
): Promise<AdapterOutcome> {
  const { tool, program, permission } = request;
  const granted = grantFor(tool, permission);
  if (program === null || granted === undefined) {
    throw new Error(`${tool.id} was planned though it cannot be run`);
  }
  const headless = headlessOf(tool);
  if (headless.prompt !== 'file') return runHeadless(request, ports, { headless, granted });
  return withPromptFile(ports.host.tmp, promptText(request.payload), (file) =>
    runHeadless(request, ports, { headless, granted, file }),
  );
}

interface Manner {
  headless: Headless;
  granted: Granted;
  /** Where the prompt lies, when it goes by file. */
  file?: string;
}

async function runHeadless(
  request: AdapterRequest,
  ports: AdapterPorts,
  { headless, granted, file }: Manner,
): Promise<AdapterOutcome> {
  const prompt = promptText(request.payload);
  const { watcher } = request;
  const onStdout = watcher && readPieces(headless.output, watcher);
  const ran = await runProgram(request, ports, {
    file: request.program as string,
    args: headlessArguments(headless, granted, {
      prompt,
      ...(file === undefined ? {} : { file }),
      ...(request.model === undefined ? {} : { model: request.model }),
    }),
    env: {
      ...request.env,
      ...request.tool.noUpdateEnv,
      ...granted.grant.env,
      // Not `CI`: some tools then change what they print, and none needs it to stay silent.
      NO_COLOR: '1',
      TERM: 'dumb',
    },
    ...(headless.prompt === 'stdin' ? { input: prompt } : {}),
    ...clocksOf(request, headless),
    ...(onStdout === undefined ? {} : { onStdout }),
  });
  if ('failure' in ran) return notStarted(ran.failure);
  const { exitCode, signal } = ran.result;
  return { started: true, exitCode, signal, ...judge(request, headless, ran.result) };
}

/**
 * Only a tool that prints an event for each step shows by its silence that it hangs; one that may
 * run programs is silent while these run.
 */
function clocksOf({ tool, permission, clocks }: AdapterRequest, { output }: Headless): Clocks {
  if (output.format !== 'json-lines') return {};
  if (!mayWrite(tool, permission)) return clocks;
  return clocks.startMs === undefined ? {} : { startMs: clocks.startMs };
}

function judge(
  request: AdapterRequest,
  headless: Headless,
  result: CapturedResult,
): Pick<AdapterOutcome, 'answer' | 'failure'> {
  const { tool, deadlineMs, clocks } = request;
  const reading = readAnswer(headless.output, result, request.redact);
  const endedWell = result.endedBy === 'itself' && result.exitCode === 0;
  if (!endedWell || reading.error !== undefined || reading.text === '') {
    if (endedWell && result.truncated) return { failure: tooMuch(tool.name) };
    const structured = reading.error ?? reading.lastErrorEvent;
    const told = structured === undefined ? {} : { structured };
    return {
      failure: classifyRun({ tool, result, deadlineMs, clocks, ...told, optionsGiven: true }),
    };
  }
  const denied = failureInText(request, headless, result);
  if (denied !== undefined) return { failure: denied };
  return { answer: answerOf(tool.name, reading, result.truncated) };
}

/**
 * Where neither the exit code nor a field tells failure from success, the tool's own words at the
 * end of its output do; only there, since an answer may speak of errors.
 */
function failureInText(
  { tool }: AdapterRequest,
  { exitCodeReliable, output }: Headless,
  { stdout, stderr }: CapturedResult,
): Failure | undefined {
  if (exitCodeReliable !== false || output.format !== 'text') return undefined;
  const end = `${stderr.slice(-2048)}\n${stdout.slice(-2048)}`;
  const found = classifyByTool(tool, end);
  if (found === undefined) return undefined;
  return {
    class: found.class,
    message: `${tool.name} ended with exit code 0 and an error: ${oneLine(found.line)}`,
    ...nextStep(tool, found.class),
    evidence: evidence(found.rule, found.line),
  };
}

function tooMuch(name: string): Failure {
  return {
    class: 'RESOURCE_LIMIT',
    message: `${name} printed more than AIM keeps, and the answer in it cannot be read`,
  };
}

function answerOf(name: string, reading: Reading, truncated: boolean) {
  return {
    message: `${name} answered`,
    content: reading.text,
    ...(reading.usage === undefined ? {} : { usage: reading.usage }),
    ...(truncated
      ? { partial: `${name} printed more than AIM keeps; the middle is left out` }
      : {}),
  };
}
