import { stripControls } from '@aim/core';
import type { CheckResult } from '@aim/services';
import type { Diagnosis } from '../commands/machine/doctor.js';
import type { RenderContext } from '../commands/types.js';
import { checkMarks, isNoticed, markPaint, summaryLine } from './health.js';

/** Everything that is not well, with what the check looks at; or the bundle for others. */
export function renderDoctor(data: Diagnosis, { style }: RenderContext): string {
  const { bundle, checks, descriptions } = data;
  if (bundle !== null) {
    return bundle.text ?? `${style.ok('✔')} Wrote ${bundle.file}; read it before you share it\n`;
  }
  const explained = checks.filter(isNoticed).map((check) => {
    const lines = [
      `${markPaint(check.status, style)(checkMarks[check.status])} ${check.title} (${check.id})`,
      `    ${stripControls(check.message)}`,
      ...field('tool', check.tool),
      ...field('seen', check.evidence),
      ...field('check', descriptions[check.id] ?? null),
      ...field('ignored', ignoredWords(check)),
      ...(check.fix === null ? [] : [`    ${style.accent('try:')} ${stripControls(check.fix)}`]),
    ];
    return lines.join('\n');
  });
  return `${[...explained, summaryLine(data, style)].join('\n\n')}\n`;
}

function field(label: string, value: string | null): string[] {
  return value === null ? [] : [`    ${label}: ${stripControls(value)}`];
}

function ignoredWords({ ignored }: CheckResult): string | null {
  if (ignored === null) return null;
  return ignored.until === null ? ignored.reason : `${ignored.reason} (until ${ignored.until})`;
}
