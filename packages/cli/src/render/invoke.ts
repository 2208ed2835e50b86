import { stripControls } from '@aim/core';
import type { InvokeEvent } from '@aim/services';
import type { Style } from './style.js';

/** One line on stderr for what happens while a job is passed along. */
export function attemptText(event: InvokeEvent, style: Style): string {
  if (event.type === 'attempt_started') return style.faint(`aim: asking ${event.tool} …\n`);
  if (event.type === 'retry_waits') {
    const wait = (event.waitMs / 1000).toFixed(1);
    return style.faint(`aim: ${event.tool} is asked again in ${wait} s\n`);
  }
  const { attempt } = event;
  const seconds = (attempt.durationMs / 1000).toFixed(1);
  if (attempt.error === null) return style.faint(`aim: ${attempt.tool} answered in ${seconds} s\n`);
  const { class: errorClass, message } = attempt.error;
  return `aim: ${attempt.tool} failed after ${seconds} s: ${style.warn(errorClass)} ${stripControls(message)}\n`;
}
