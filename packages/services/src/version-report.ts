import { writeFileAtomic } from '@aim/core';
import { resolve } from 'node:path';
import type { AimContext } from './context.js';
import type { VersionCheck } from './version-check.js';

export interface VersionReportRequest {
  format: 'json' | 'markdown';
  /** Relative to the working directory; what lies there is replaced. */
  file?: string;
}

export interface VersionReport {
  text: string;
  /** Where it was written. */
  file: string | null;
}

/**
 * What `checkVersions` answered, for others to read: names and versions, no path of this machine.
 *
 * @throws AimError `file.permission` when the file cannot be written
 */
export function versionReport(
  { host }: Pick<AimContext, 'host'>,
  check: VersionCheck,
  { format, file }: VersionReportRequest,
): VersionReport {
  const checkedAt = host.now().toISOString();
  const text = format === 'json' ? jsonText(check, checkedAt) : markdown(check, checkedAt);
  if (file === undefined) return { text, file: null };
  const path = resolve(host.cwd, file);
  writeFileAtomic(path, text, { mode: 0o644 });
  return { text, file: path };
}

function jsonText({ tools, summary }: VersionCheck, checkedAt: string): string {
  const shared = tools.map(({ reason: _, changedBy, ...row }) => {
    return { ...row, changedBy: changedBy?.who ?? null };
  });
  const data = { schema: 'aim/versions/v1', checkedAt, tools: shared, summary };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function markdown({ tools, summary }: VersionCheck, checkedAt: string): string {
  const { total, ...counts } = summary;
  const told = Object.entries(counts).flatMap(([status, count]) =>
    count === 0 ? [] : [`${count} ${status}`],
  );
  const rows = tools.map(
    ({ tool, manager, range, locked, actual, effective, latest, status, changedBy }) => [
      tool,
      manager,
      range,
      locked,
      effective === actual || effective === null ? actual : `${actual} (runs ${effective})`,
      latest,
      status,
      changedBy?.who ?? null,
    ],
  );
  const head = [
    'Tool',
    'Manager',
    'Range',
    'Locked',
    'Installed',
    'Latest',
    'Status',
    'Changed by',
  ];
  return [
    '# Versions',
    '',
    `Checked at ${checkedAt}: ${total} tools${told.length === 0 ? '' : `, ${told.join(', ')}`}.`,
    '',
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
    '',
  ].join('\n');
}

function row(cells: readonly (string | null)[]): string {
  return `| ${cells.map((cell) => (cell ?? '-').replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
