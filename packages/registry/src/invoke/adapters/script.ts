import * as fs from 'node:fs';
import {
  expand,
  isPlainObject,
  redactData,
  resolveCommand,
  type CapturedResult,
  type Host,
  type Redact,
} from '@aim/core';
import { classifyRun } from '../../classify/classify-run.js';
import { classifyText } from '../../classify/classify-text.js';
import { evidence, oneLine } from '../../classify/evidence.js';
import type { Failure } from '../../classify/failure.js';
import { nextStep } from '../../classify/next-step.js';
import { atSetting } from '../../tools/setting-place.js';
import type { Tool } from '../../tools/tool.js';
import {
  notStarted,
  type AdapterOutcome,
  type AdapterPorts,
  type AdapterRequest,
} from '../adapter.js';
import { parseJson } from './json.js';
import { absoluteScript } from './script-file.js';
import { runProgram } from './run-program.js';

/**
 * Speaks the adapter protocol of AIM+: one JSON object `{capability, payload}` on stdin,
 * `{success, message, content}` on stdout. A `.ps1` script runs through `pwsh`, any other file is
 * executed.
 */
export async function invokeScript(
  request: AdapterRequest,
  ports: AdapterPorts,
): Promise<AdapterOutcome> {
  const { tool, capability, payload, env } = request;
  const place = await locateScript(tool, ports.host);
  if ('failure' in place) return notStarted(place.failure);
  const input = `${JSON.stringify({ capability, payload })}\n`;
  const ran = await runProgram(request, ports, { file: place.file, args: place.args, env, input });
  if ('failure' in ran) return notStarted(ran.failure);
  const { exitCode, signal } = ran.result;
  return { started: true, exitCode, signal, ...judge(request, ran.result) };
}

async function locateScript(
  tool: Tool,
  host: Host,
): Promise<{ file: string; args: string[] } | { failure: Failure }> {
  if (tool.adapter.kind !== 'script') throw new Error(`${tool.id} has no script`);
  const { script } = tool.adapter;
  const expanded = expand(script, host);
  if ('missing' in expanded) {
    const names = expanded.missing.join(', ');
    const place = await atSetting(tool, 'adapterScript');
    return precondition(`The script of ${tool.name} needs ${names}, which is not set${place}`);
  }
  const file = absoluteScript(expanded.text, tool);
  if (file === undefined) {
    return precondition(`The script ${script} of ${tool.name} is relative to no known file`);
  }
  if (!fs.existsSync(file)) return absent(`The script of ${tool.name} does not exist: ${file}`);
  if (!file.toLowerCase().endsWith('.ps1')) return { file, args: [] };
  const pwsh = resolveCommand('pwsh', host);
  if (pwsh.kind !== 'found')
    return absent(`${file} needs PowerShell, and there is no pwsh on PATH`);
  return { file: pwsh.path, args: ['-NoProfile', '-NonInteractive', '-File', file] };
}

function precondition(message: string): { failure: Failure } {
  return { failure: { class: 'FAILED_PRECONDITION', message } };
}

function absent(message: string): { failure: Failure } {
  return { failure: { class: 'TOOL_NOT_FOUND', message } };
}

function judge(
  { tool, deadlineMs, redact }: AdapterRequest,
  result: CapturedResult,
): Pick<AdapterOutcome, 'answer' | 'failure'> {
  const reply = result.endedBy === 'itself' ? readReply(result.stdout, redact) : undefined;
  if (reply === undefined) {
    if (result.exitCode !== 0 || result.endedBy !== 'itself') {
      return { failure: classifyRun({ tool, result, deadlineMs }) };
    }
    return { failure: notAReply(tool, result) };
  }
  if (!reply.success || result.exitCode !== 0) {
    return { failure: refusal(tool, reply.message, result) };
  }
  const message = oneLine(reply.message) || `${tool.name} answered`;
  return { answer: { message, content: reply.content } };
}

interface Reply {
  success: boolean;
  message: string;
  content: unknown;
}

function readReply(stdout: string, redact: Redact): Reply | undefined {
  const value = redactData(parseJson(stdout), redact);
  if (!isPlainObject(value)) return undefined;
  const { success, message, content } = value;
  if (typeof success !== 'boolean') return undefined;
  return { success, message: typeof message === 'string' ? message : '', content: content ?? null };
}

function notAReply(tool: Tool, { stdout, truncated }: CapturedResult): Failure {
  if (truncated) {
    return { class: 'RESOURCE_LIMIT', message: `${tool.name} printed more than AIM keeps` };
  }
  return {
    class: 'OUTPUT_INVALID',
    message: `${tool.name} ended with exit code 0, but did not print {success, message, content}`,
    evidence: evidence('output/not-a-reply', stdout),
  };
}

/** The script's own word for why it failed counts most. */
function refusal(tool: Tool, message: string, { exitCode, stderr }: CapturedResult): Failure {
  const found = classifyText(tool, [message, stderr]);
  const errorClass = found?.class ?? 'TOOL_CRASH';
  const words = oneLine(message) || found?.line || `it failed with exit code ${exitCode}`;
  return {
    class: errorClass,
    message: `${tool.name}: ${words}`,
    ...nextStep(tool, errorClass),
    evidence: evidence(found?.rule ?? `reply/exit-${exitCode}`, message || stderr),
    reported: true,
  };
}
