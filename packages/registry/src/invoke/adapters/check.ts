import type { CapturedResult, Check, Redact } from '@aim/core';
import { redactData, stripControls } from '@aim/core';
import { classifyRun } from '../../classify/classify-run.js';
import { evidence } from '../../classify/evidence.js';
import type { Failure } from '../../classify/failure.js';
import { grantFor, type Granted } from '../../plan/permission.js';
import {
  notStarted,
  type AdapterOutcome,
  type AdapterPorts,
  type AdapterRequest,
  type Answer,
} from '../adapter.js';
import { readFigures, type Figures } from './figures.js';
import { parseJson } from './json.js';
import { runProgram } from './run-program.js';

/**
 * Runs a program that checks files. That it finds something is an answer, not a failure: the
 * manifest names the exit codes of an answer, and what its output has to hold.
 */
export async function invokeCheck(
  request: AdapterRequest,
  ports: AdapterPorts,
): Promise<AdapterOutcome> {
  const { tool, program, permission } = request;
  const granted = grantFor(tool, permission);
  if (tool.adapter.kind !== 'check' || program === null || granted === undefined) {
    throw new Error(`${tool.id} was planned though it cannot be run`);
  }
  const { check } = tool.adapter;
  const args = checkArguments(check, granted, request.payload);
  if ('failure' in args) return notStarted(args.failure);
  const env = { ...request.env, ...granted.grant.env, NO_COLOR: '1', TERM: 'dumb' };
  const ran = await runProgram(request, ports, { file: program, args: args.args, env });
  if ('failure' in ran) return notStarted(ran.failure);
  const { exitCode, signal } = ran.result;
  return { started: true, exitCode, signal, ...judge(request, check, ran.result) };
}

function checkArguments(
  check: Check,
  { mode, grant }: Granted,
  payload: AdapterRequest['payload'],
): { args: string[] } | { failure: Failure } {
  const action = payload['action'] ?? 'run';
  if (action !== 'run') {
    const message = `The job says ${String(action)}, and a program that runs tests does not`;
    return { failure: { class: 'FAILED_PRECONDITION', message } };
  }
  const fix = payload['fix'] === true;
  if (fix && (check.fixArgs === undefined || mode === 'read-only')) {
    const why = check.fixArgs === undefined ? 'it cannot fix' : 'it may only read';
    return { failure: { class: 'FAILED_PRECONDITION', message: `The job says fix, and ${why}` } };
  }
  const { files = [] } = payload;
  const named = files.length > 0 ? files : (check.defaultFiles ?? []);
  const options = [...(grant.args ?? []), ...(fix ? (check.fixArgs ?? []) : [])];
  const ending = [...options, ...named.map(asPath)];
  return { args: check.args.flatMap((each) => (each === '{files}' ? ending : [each])) };
}

/** A file whose name starts with a dash would be taken for an option. */
function asPath(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

function judge(
  request: AdapterRequest,
  check: Check,
  result: CapturedResult,
): Pick<AdapterOutcome, 'answer' | 'failure'> {
  const { tool, deadlineMs } = request;
  const isAnswer =
    result.endedBy === 'itself' &&
    result.exitCode !== null &&
    check.success.exitCodes.includes(result.exitCode);
  if (!isAnswer) {
    // One that ran to its end says itself that it could not do the job.
    const reported = result.endedBy === 'itself' && result.signal === null;
    return { failure: { ...classifyRun({ tool, result, deadlineMs }), reported } };
  }
  if (result.truncated) {
    const message = `${tool.name} printed more than AIM keeps`;
    return { failure: { class: 'RESOURCE_LIMIT', message } };
  }
  const report = readReport(check, result.stdout, request.redact);
  const figures = report === undefined ? undefined : readFigures(check, report);
  if (report === undefined || figures === undefined) {
    return { failure: withoutProof(request, result) };
  }
  return { answer: answerOf(request, { report, figures, exitCode: result.exitCode }) };
}

/** The output as data, redacted; undefined when it does not hold what proves an answer. */
function readReport(check: Check, stdout: string, redact: Redact): unknown {
  const { pattern } = check.success;
  if (pattern !== undefined && !new RegExp(pattern).test(stdout)) return undefined;
  if (check.output.format === 'text') return stripControls(stdout).trim();
  const value = parseJson(stdout);
  return typeof value === 'object' && value !== null ? redactData(value, redact) : undefined;
}

function withoutProof({ tool }: AdapterRequest, { exitCode, stdout }: CapturedResult): Failure {
  return {
    class: 'OUTPUT_INVALID',
    message: `${tool.name} ended with exit code ${exitCode}, but printed no report`,
    evidence: evidence('output/no-report', stdout),
    reported: true,
  };
}

function answerOf(
  { tool, capability }: AdapterRequest,
  {
    report,
    figures,
    exitCode,
  }: { report: unknown; figures: Figures; exitCode: CapturedResult['exitCode'] },
): Answer {
  const words = Object.entries(figures).map(
    ([name, number]) => `${name.replaceAll('_', ' ')}: ${number}`,
  );
  const told = words.length === 0 ? 'answered' : words.join(', ');
  return {
    message: `${tool.name}: ${told}`,
    content: {
      ...(capability === 'linting' ? { linters_run: [tool.id] } : {}),
      ...figures,
      exit_code: exitCode,
      report,
    },
  };
}
