import { stripControls } from '@aim/core';
import type { InvokeEvent } from '@aim/services';
import type { Style } from './style.js';

/** One line on stderr for what happens while a job is passed along; empty for what is not told. */
export function attemptText(event: InvokeEvent, style: Style): string {
  switch (event.type) {
    case 'attempt_started':
      return style.faint(`aim: asking ${event.tool} …\n`);
    case 'retry_waits': {
      const wait = (event.waitMs / 1000).toFixed(1);
      return style.faint(`aim: ${event.tool} is asked again in ${wait} s\n`);
    }
    case 'place_waits': {
      const whose = event.tool === null ? 'other jobs run' : `${event.tool} is busy`;
      return style.faint(`aim: ${whose} (${event.limit} at once); waiting in line …\n`);
    }
    case 'tool_said':
      return style.faint(`${event.text}\n`);
    case 'answer_restarted':
      return style.faint(`aim: ${event.tool} goes on …\n`);
    case 'answer_withdrawn':
      return style.warn(`aim: what ${event.tool} wrote above is no answer\n`);
    case 'attempt_ended':
      return endedText(event.attempt, style);
    case 'workspace_restored':
      return event.files.length === 0
        ? ''
        : style.faint(`aim: what ${event.tool} had changed is put back\n`);
    case 'job_planned':
    case 'tool_passed_over':
    case 'answer_text':
    case 'job_ended':
      return '';
  }
}

function endedText(
  attempt: Extract<InvokeEvent, { type: 'attempt_ended' }>['attempt'],
  style: Style,
): string {
  const seconds = (attempt.durationMs / 1000).toFixed(1);
  if (attempt.error === null) return style.faint(`aim: ${attempt.tool} answered in ${seconds} s\n`);
  const { class: errorClass, message } = attempt.error;
  return `aim: ${attempt.tool} failed after ${seconds} s: ${style.warn(errorClass)} ${stripControls(message)}\n`;
}
