import { countOf, stripControls } from '@aim/core';
import type { CheckResult, CheckStatus, HealthReport } from '@aim/services';
import type { CheckedHealth } from '../commands/machine/health.js';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import type { Style } from './style.js';

export interface HealthList {
  available: { id: string; group: string; title: string; description: string }[];
}

/** Each group with its counts; details where something is wrong, and the command that helps. */
export function renderHealth(report: CheckedHealth, context: RenderContext): string {
  const { style, verbose } = context;
  const lines = report.groups.flatMap((group) => {
    const checks = report.checks.filter((check) => check.group === group.id);
    const shown = checks.filter((check) => verbose || isNoticed(check));
    const worst = worstOf(checks);
    const counts = countWords(group.summary, group.ignoredCount);
    return [
      `${markPaint(worst, style)(checkMarks[worst])} ${group.title}: ${counts}`,
      ...shown.flatMap((check) => checkLines(check, style, verbose)),
    ];
  });
  const summary = summaryLine(report, style);
  return `${[...lines, '', ...repairLines(report, style), summary].join('\n')}\n`;
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

/** True for a finding that a person should know of. */
export function isNoticed({ status }: CheckResult): boolean {
  return status !== 'ok' && status !== 'skipped';
}

const fromWorst = ['fail', 'warn', 'unknown', 'info', 'ok', 'skipped'] as const;

function worstOf(checks: readonly CheckResult[]): CheckStatus {
  const counted = checks.filter(({ ignored }) => ignored === null);
  return fromWorst.find((status) => counted.some((check) => check.status === status)) ?? 'skipped';
}

function checkLines(check: CheckResult, style: Style, verbose: boolean): string[] {
  const mark = markPaint(check.status, style)(checkMarks[check.status]);
  const { ignored } = check;
  const title = ignored === null ? check.title : style.faint(`${check.title} (ignored)`);
  const lines = [`  ${mark} ${title}: ${stripControls(check.message)}`];
  if (ignored !== null) {
    const until = ignored.until === null ? '' : `, until ${ignored.until}`;
    return [...lines, `      ${style.faint(stripControls(`${ignored.reason}${until}`))}`];
  }
  const isGood = check.status === 'ok' || check.status === 'skipped';
  if (check.evidence !== null && (verbose || !isGood)) {
    lines.push(`      ${style.faint(stripControls(check.evidence))}`);
  }
  if (check.fix !== null && !isGood) {
    lines.push(`      ${style.accent('try:')} ${stripControls(check.fix)}`);
  }
  return lines;
}

export function markPaint(status: CheckStatus, style: Style): (text: string) => string {
  if (status === 'ok') return style.ok;
  if (status === 'fail') return style.fail;
  return status === 'warn' || status === 'unknown' ? style.warn : style.faint;
}

function repairLines({ repairs, dryRun, checks }: CheckedHealth, style: Style): string[] {
  if (repairs === undefined) {
    const count = checks.filter(
      ({ repair, ignored }) => repair !== null && ignored === null,
    ).length;
    return count === 0 ? [] : [`aim health --fix can mend ${count} of these`, ''];
  }
  if (repairs.length === 0) return ['Nothing that AIM could mend by itself', ''];
  const lines = repairs.map(({ plan, isDone, error }) => {
    const text = stripControls(plan);
    if (dryRun === true) return `  would: ${text}`;
    if (error !== null) return `  ${style.fail('✖')} ${text}: ${stripControls(error)}`;
    return isDone ? `  ${style.ok('✔')} ${text}` : `  - ${text}: it was so already`;
  });
  return [...lines, ''];
}

export function summaryLine(
  report: Pick<HealthReport, 'overallStatus' | 'summary' | 'healthyCount' | 'ignoredCount'>,
  style: Style,
): string {
  const { overallStatus, summary, healthyCount, ignoredCount } = report;
  const paint = { healthy: style.ok, degraded: style.warn, unhealthy: style.fail }[overallStatus];
  const tools = countOf(healthyCount, 'healthy tool');
  return `${paint(overallStatus)}: ${countWords(summary, ignoredCount)}; ${tools}`;
}

function countWords(summary: HealthReport['summary'], ignoredCount: number): string {
  const counts = (['ok', 'info', 'warn', 'fail', 'skipped', 'unknown'] as const)
    .filter((status) => summary[status] > 0)
    .map((status) => `${summary[status]} ${status}`);
  return [...counts, ...(ignoredCount > 0 ? [`${ignoredCount} ignored`] : [])].join(', ');
}
