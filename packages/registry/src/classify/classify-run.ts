import type { CapturedResult } from '@aim/core';
import type { Tool } from '../tools/tool.js';
import { classifyText, matchRule, type Classified } from './classify-text.js';
import type { ErrorClass } from './error-classes.js';
import { inSeconds, silence } from './silence.js';
import { evidence, lastLine, oneLine } from './evidence.js';
import type { Clocks, Failure } from './failure.js';
import { unknownOption } from './generic-rules.js';
import { classOfStatus } from './http-status.js';
import { nextStep } from './next-step.js';

/** A run that is known to have failed; its texts are redacted already. */
export interface FailedRun {
  tool: Tool;
  result: CapturedResult;
  deadlineMs: number;
  clocks?: Clocks;
  /** What the tool's structured output says went wrong. */
  structured?: { message: string; status?: number };
  /** True when AIM gave options of the tool's manifest: it may be a version that lacks one. */
  optionsGiven?: boolean;
}

/**
 * Why a run failed. In this order: how it was ended, a status in its structured output, its exit
 * code, what it says (structured message, stderr, stdout), and if nothing speaks, that it failed.
 */
export function classifyRun(run: FailedRun): Failure {
  const { tool, result, structured } = run;
  const said = [structured?.message ?? '', result.stderr, result.stdout];
  const text = said.find((part) => part.trim() !== '') ?? '';
  const ended = endedFromOutside(run);
  if (ended !== undefined) return { ...ended, evidence: evidence(`run/${ended.class}`, text) };
  const found = byStatus(run) ?? byExitCode(run, said) ?? classifyText(tool, said) ?? byEnd(result);
  const words = oneLine(structured?.message || found.line || lastLine(text));
  const how = ending(result);
  return {
    class: found.class,
    message: `${tool.name} ${how}${words === '' ? '' : `: ${words}`}`,
    ...nextStep(tool, found.class),
    evidence: evidence(found.rule, found.line || text),
  };
}

function endedFromOutside(run: FailedRun): Failure | undefined {
  const { tool, result, deadlineMs, clocks } = run;
  if (result.endedBy === 'abort') {
    return { class: 'CANCELLED', message: `${tool.name} was cancelled` };
  }
  if (result.endedBy === 'itself') return undefined;
  const words = oneLine(lastLine(result.stderr) || lastLine(result.stdout));
  const last = words === '' ? '' : `; its last words: ${words}`;
  const { endedBy } = result;
  if (endedBy === 'start' || endedBy === 'idle') {
    const failure = silence(`${tool.name} printed`, endedBy, clocks);
    return { ...failure, message: `${failure.message}${last}` };
  }
  if (endedBy === 'output') {
    const message = `${tool.name} printed more than 100 MB, and was ended`;
    return { class: 'RESOURCE_LIMIT', message };
  }
  const message = `${tool.name} was not done after ${inSeconds(deadlineMs)} s${last}`;
  return { class: 'DEADLINE_EXCEEDED', message };
}

function byStatus({ structured }: FailedRun): Classified | undefined {
  const errorClass =
    structured?.status === undefined ? undefined : classOfStatus(structured.status);
  if (errorClass === undefined) return undefined;
  return {
    class: errorClass,
    rule: `status/${structured?.status}`,
    line: structured?.message ?? '',
  };
}

/**
 * A signal and a code of the tool's table are plain; of the codes of all programs, two. 124 is none
 * of them: the tool ran into a deadline of its own, not into the user's.
 */
function byExitCode(
  { tool, result, optionsGiven }: FailedRun,
  said: readonly string[],
): Classified | undefined {
  if (result.signal !== null) return byEnd(result);
  if (result.exitCode === null || result.exitCode === 0) return undefined;
  const tooOld = optionsGiven === true ? matchRule(unknownOption, said) : undefined;
  if (tooOld !== undefined) return tooOld;
  const code = result.exitCode;
  const errorClass = tool.errors?.exitCodes?.[String(code)] ?? shellCodes.get(code);
  return errorClass === undefined
    ? undefined
    : { class: errorClass, rule: `exit/${code}`, line: '' };
}

const shellCodes: ReadonlyMap<number, ErrorClass> = new Map([
  [126, 'TOOL_NOT_FOUND'],
  [127, 'TOOL_NOT_FOUND'],
]);

function byEnd({ exitCode, signal }: CapturedResult): Classified {
  if (signal !== null) return { class: 'TOOL_CRASH', rule: `signal/${signal}`, line: '' };
  if (exitCode === 0) return { class: 'OUTPUT_INVALID', rule: 'output/no-evidence', line: '' };
  return { class: 'TOOL_CRASH', rule: `exit/${exitCode}`, line: '' };
}

function ending({ exitCode, signal }: CapturedResult): string {
  if (signal !== null) return `died of ${signal}`;
  if (exitCode === 0) return 'ended without an answer';
  return `failed with exit code ${exitCode}`;
}
