import type { ErrorReport } from '@aim/core';
import type { CheckedSecret } from '@aim/services';
import { checkMarks } from '../render/health.js';
import { answerWords, worstOf } from '../render/keys.js';
import type { ReportLine } from './store/dialogs.js';

/** What went wrong, why, and what helps. */
export function failureLines({ message, cause, hint }: ErrorReport): ReportLine[] {
  return [
    { text: `✖ ${message}`, token: 'fail' },
    ...(cause === undefined ? [] : [{ text: `cause: ${cause}`, token: 'secondary' as const }]),
    ...(hint === undefined ? [] : [{ text: `try: ${hint}`, token: 'key' as const }]),
  ];
}

/** What is known of a key, a line each. */
export function checkFacts(checked: CheckedSecret): ReportLine[] {
  const { findings, online, error } = checked;
  const worst = worstOf(checked);
  const facts = [
    ...(error === null ? [] : [error.message]),
    ...findings.map(({ message }) => message),
    ...(online === null ? [] : [answerWords(online)]),
  ];
  const token = worst === 'info' ? 'text' : worst;
  return (facts.length === 0 ? ['Nothing is wrong with it.'] : facts).map((text) => ({
    text,
    token,
  }));
}

/** The same for one key of many: each line begins with its name. */
export function checkLines(checked: CheckedSecret): ReportLine[] {
  const mark = checkMarks[worstOf(checked)];
  return checkFacts(checked).map(({ text, token }) => ({
    text: `${mark} ${checked.name}: ${text}`,
    token,
  }));
}
