import { redactData, stripControls } from '@aim/core';
import type { AdapterOutcome, Answer } from './adapter.js';

/**
 * The texts of an outcome without terminal control sequences. An answer that is data stays as the
 * tool wrote it. To be done before redaction: such a sequence could split a value.
 */
export function printable(outcome: AdapterOutcome): AdapterOutcome {
  const { answer, failure } = outcome;
  return {
    ...outcome,
    ...(answer === undefined ? {} : { answer: printableAnswer(answer) }),
    ...(failure === undefined ? {} : { failure: redactData(failure, stripControls) }),
  };
}

function printableAnswer({ content, ...rest }: Answer): Answer {
  return {
    ...redactData(rest, stripControls),
    content: typeof content === 'string' ? stripControls(content) : content,
  };
}
