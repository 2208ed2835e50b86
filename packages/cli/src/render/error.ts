import { stripControls, type ErrorReport, type Finding } from '@aim/core';
import type { Style } from './style.js';

/** An error as a person reads it: what, why, what next. */
export function errorText(error: ErrorReport, style: Style): string {
  const lines = [`${style.fail('error:')} ${stripControls(error.message)}`];
  if (error.cause !== undefined)
    lines.push(`  ${style.faint('cause:')} ${stripControls(error.cause)}`);
  if (error.hint !== undefined)
    lines.push(`  ${style.accent('try:')} ${stripControls(error.hint)}`);
  return `${lines.join('\n')}\n`;
}

/** A finding on its own line. */
export function findingText(finding: Finding, style: Style): string {
  const paint = { info: style.accent, warn: style.warn, fail: style.fail }[finding.severity];
  const words = { info: 'note:', warn: 'warning:', fail: 'error:' };
  const line = `${paint(words[finding.severity])} ${stripControls(finding.message)}\n`;
  return finding.fix === undefined
    ? line
    : `${line}  ${style.accent('try:')} ${stripControls(finding.fix)}\n`;
}
