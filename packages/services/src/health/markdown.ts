import type { CheckResult, HealthReport } from '@aim/environment';
import type { ToolStatus } from '../facts/tool-status.js';

/** A report as Markdown: the counts of each group, and every finding that is not just well. */
export function reportMarkdown(report: HealthReport, checkedAt: string): string {
  return `# Health: ${report.overallStatus}\n\nChecked at ${checkedAt}.\n\n${body(report)}`;
}

export interface BundleFacts {
  checkedAt: string;
  platform: string;
  tools: readonly ToolStatus[];
}

/** The same with what somebody who helps asks first: system, Node, tools and their versions. */
export function bundleMarkdown(report: HealthReport, facts: BundleFacts): string {
  const { checkedAt, platform, tools } = facts;
  const rows = tools.map(({ id, version, channel, copies, key }) =>
    row([id, version ?? 'unknown', channel ?? '', String(copies), key]),
  );
  const table = [row(['tool', 'version', 'channel', 'copies', 'key']), row(Array(5).fill('---'))];
  const system = `${platform} ${process.arch}, Node ${process.version}`;
  return [
    `# AIM: ${report.overallStatus}`,
    '',
    `${system}, checked at ${checkedAt}.`,
    '',
    '## Tools',
    '',
    ...(rows.length === 0 ? ['None.'] : [...table, ...rows]),
    '',
    body(report),
  ].join('\n');
}

function body({ groups, checks, ignoredCount }: HealthReport): string {
  const counted = groups.map(({ title, summary, ignoredCount: ignored }) =>
    row([title, ...statuses.map((status) => String(summary[status])), String(ignored)]),
  );
  const findings = checks.filter(({ status }) => status !== 'ok' && status !== 'skipped');
  return [
    row(['group', ...statuses, 'ignored']),
    row(Array(statuses.length + 2).fill('---')),
    ...counted,
    '',
    '## Findings',
    '',
    ...(findings.length === 0 ? ['None.'] : findings.flatMap(findingLines)),
    '',
    ...(ignoredCount === 0 ? [] : [`${ignoredCount} of them ignored by the configuration.`, '']),
  ].join('\n');
}

const statuses = ['ok', 'info', 'warn', 'fail', 'skipped', 'unknown'] as const;

function findingLines({
  id,
  status,
  tool,
  message,
  evidence,
  fix,
  ignored,
}: CheckResult): string[] {
  const about = tool === null ? id : `${id}, ${tool}`;
  const mark = ignored === null ? status : `${status}, ignored: ${ignored.reason}`;
  return [
    `- **${mark}** (${about}): ${message}`,
    ...(evidence === null ? [] : [`  - evidence: ${code(evidence)}`]),
    ...(fix === null ? [] : [`  - try: ${code(fix)}`]),
  ];
}

/** As code, whatever backticks it has. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
