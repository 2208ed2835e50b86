import { stripControls } from '@aim/core';
import { classifyText } from '../../classify/classify-text.js';
import type { ErrorClass } from '../../classify/error-classes.js';
import { evidence, oneLine } from '../../classify/evidence.js';
import type { Failure } from '../../classify/failure.js';
import { classOfStatus, retryAfterMs } from '../../classify/http-status.js';
import { nextStep } from '../../classify/next-step.js';
import type { Tool } from '../../tools/tool.js';
import type { AdapterOutcome } from '../adapter.js';
import type { HttpReply } from './http-call.js';
import type { HttpProtocol } from './protocols/protocol.js';
import { readUsage } from './usage.js';

export interface Asked {
  tool: Tool;
  protocol: HttpProtocol;
  /** Undefined when the models were asked for. */
  model?: string;
  now: Date;
}

/** What a reply to a prompt means: status 200 is no success without a text. */
export function judgeReply(
  reply: HttpReply,
  asked: Asked,
): Pick<AdapterOutcome, 'answer' | 'failure'> {
  const { tool, model, protocol } = asked;
  if (reply.status !== 200 || protocol.error(reply.json) !== undefined) {
    return { failure: refusal(reply, asked) };
  }
  const { text: raw, isCut, isRefused } = protocol.answer(reply.json);
  const text = stripControls(raw).trim();
  if (isRefused) {
    const words = oneLine(text);
    const message = `${tool.name} declined to answer${words === '' ? '' : `: ${words}`}`;
    return { failure: { class: 'REFUSED', message, evidence: evidence('http/refused', raw) } };
  }
  if (text === '') {
    const message = `${tool.name} answered without a text`;
    const seen = evidence('http/no-answer', reply.text);
    return { failure: { class: 'OUTPUT_INVALID', message, evidence: seen } };
  }
  const usage = readUsage([reply.json]);
  return {
    answer: {
      message: `${tool.name} answered with ${model}`,
      content: text,
      ...(usage === undefined ? {} : { usage }),
      ...(isCut ? { partial: `${tool.name} stopped at its limit of length` } : {}),
    },
  };
}

/** A reply that is no answer, as a failure with its class. */
export function refusal(reply: HttpReply, { tool, protocol, model, now }: Asked): Failure {
  const { status, headers, text, json } = reply;
  const error = protocol.error(json);
  const words = oneLine(error?.words ?? text);
  const wait = retryAfterMs(headers.get('retry-after'), now);
  if (status === 404 && model !== undefined && error !== undefined) {
    const action = protocol.fetchModel?.(model);
    return {
      class: 'FAILED_PRECONDITION',
      message: `${tool.name}: ${words}`,
      ...(action === undefined ? {} : { action }),
      evidence: evidence('http/404', text),
    };
  }
  const errorClass = classOfReply(tool, status, [words, error?.codes ?? '']);
  return {
    class: errorClass,
    message: `${tool.name} answered with status ${status}${words === '' ? '' : `: ${words}`}`,
    ...nextStep(tool, errorClass),
    evidence: evidence(`http/${status}`, text),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** The words may be more particular than the status: a context that overflows is told with 400. */
function classOfReply(tool: Tool, status: number, said: readonly string[]): ErrorClass {
  const bySaid = classifyText(tool, said)?.class;
  const byStatus = classOfStatus(status);
  if (byStatus === undefined) return bySaid ?? 'UNAVAILABLE';
  const isVague = status === 400 || status === 429 || status >= 500;
  return isVague && bySaid !== undefined ? bySaid : byStatus;
}
