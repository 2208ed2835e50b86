import { countOf, stripControls } from '@aim/core';
import type { CheckResult, CheckStatus, HealthReport } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import type { Style } from './style.js';

export interface HealthList {
  available: { id: string; title: string; description: string }[];
}

/** Each check with a mark; details where something is wrong, and the command that helps. */
export function renderHealth(report: HealthReport, context: RenderContext): string {
  const { style, verbose } = context;
  const shown = report.checks.filter(({ status }) => verbose || status !== 'skipped');
  const lines = shown.flatMap((check) => checkLines(check, style, verbose));
  return `${[...lines, '', summaryLine(report, style)].join('\n')}\n`;
}

/** The table of checks, for `--list`. */
export function renderHealthList({ available }: HealthList): string {
  return `${columns(available.map(({ id, description }) => [id, description])).join('\n')}\n`;
}

/** A symbol and a word for each status, so that colour is never the only sign. */
export const checkMarks: Record<CheckStatus, string> = {
  ok: '✔',
  info: 'i',
  warn: '!',
  fail: '✖',
  skipped: '-',
  unknown: '?',
};

function checkLines(check: CheckResult, style: Style, verbose: boolean): string[] {
  const mark = markPaint(check.status, style)(checkMarks[check.status]);
  const lines = [`${mark} ${check.title}: ${stripControls(check.message)}`];
  const isGood = check.status === 'ok' || check.status === 'skipped';
  if (check.evidence !== null && (verbose || !isGood)) {
    lines.push(`    ${style.faint(stripControls(check.evidence))}`);
  }
  if (check.fix !== null && !isGood) {
    lines.push(`    ${style.accent('try:')} ${stripControls(check.fix)}`);
  }
  return lines;
}

function markPaint(status: CheckStatus, style: Style): (text: string) => string {
  if (status === 'ok') return style.ok;
  if (status === 'fail') return style.fail;
  return status === 'warn' || status === 'unknown' ? style.warn : style.faint;
}

export function summaryLine(
  { overallStatus, summary, healthyCount }: HealthReport,
  style: Style,
): string {
  const paint = { healthy: style.ok, degraded: style.warn, unhealthy: style.fail }[overallStatus];
  const counts = (['ok', 'info', 'warn', 'fail', 'skipped', 'unknown'] as const)
    .filter((status) => summary[status] > 0)
    .map((status) => `${summary[status]} ${status}`);
  const tools = countOf(healthyCount, 'healthy tool');
  return `${paint(overallStatus)}: ${counts.join(', ')}; ${tools}`;
}
