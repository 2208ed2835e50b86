import { stripControls } from '@aim/core';
import type { CacheRow, Caches } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { byteText } from './byte-text.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';
import type { Style } from './style.js';

/** What each cache takes, whose it is, and what must stay of it. */
export function cachesText(
  { caches, summary, problems }: Caches,
  { style, columns: width, home, verbose }: RenderContext,
): string {
  const rows = caches.map((cache) => [
    byteText(cache.allocatedBytes),
    ageText(cache.ageDays),
    cache.owner.name,
    wordOf(cache),
    shortPath(cache.path, home),
  ]);
  const titles = ['size', 'unused', 'owner', 'what', 'path'];
  const table = columns(rows.length === 0 ? [] : [titles, ...rows], {
    width,
    paint: (text, row, column) => {
      if (row === 0) return style.faint(text);
      return column === 3 && isFree(caches[row - 1] as CacheRow) ? style.ok(text) : text;
    },
  });
  const details = verbose ? caches.map((cache) => detailText(cache, home, style)) : [];
  const wrong = problemLines(problems, { style, home });
  return [
    ...table.map((line) => `${line}\n`),
    ...details,
    totalText(summary, style),
    ...wrong,
  ].join('');
}

/** What could not be seen, or was left alone. */
export function problemLines(
  problems: Caches['problems'],
  { style, home }: { style: Style; home: string },
): string[] {
  return problems.map(
    ({ path, message }) =>
      `${style.warn('!')} ${stripControls(shortPath(path, home))}: ${stripControls(message)}\n`,
  );
}

function totalText(
  { caches, allocatedBytes, freeableBytes }: Caches['summary'],
  style: Style,
): string {
  if (caches === 0) return 'No cache was found.\n';
  const elsewhere = allocatedBytes - freeableBytes;
  const shared = elsewhere > 0 ? `, ${byteText(elsewhere)} of it in use elsewhere too` : '';
  return `${byteText(allocatedBytes)} in all${shared}. ${style.accent('aim scan clean --dry-run')} shows what may go.\n`;
}

function isFree({ safety, holds, proof }: CacheRow): boolean {
  return safety === 'regenerable' && holds.length === 0 && proof !== null;
}

function wordOf({ kind, safety, holds }: CacheRow): string {
  const words = { keep: 'installed', 'user-data': 'yours', unproven: 'unproven', secret: 'secret' };
  const word = safety === 'regenerable' || safety === 'redownload' ? '' : `, ${words[safety]}`;
  return `${kind}${word}${holds.length === 0 ? '' : `, holds ${heldWord(holds)}`}`;
}

function heldWord(holds: CacheRow['holds']): string {
  if (holds.some(({ why }) => why === 'credential')) return 'a credential';
  if (holds.some(({ why }) => why === 'repository')) return 'a repository';
  return 'what must stay';
}

function ageText(days: number | null): string {
  return days === null ? '-' : `${days} d`;
}

function detailText(
  { path, contents, holds, cleanup, list }: CacheRow,
  home: string,
  style: Style,
): string {
  const lines = [
    stripControls(contents),
    ...holds.map((held) => `must stay: ${stripControls(shortPath(held.path, home))}`),
    ...[...list, ...cleanup].map((command) => style.accent(command)),
  ];
  const title = style.title(stripControls(shortPath(path, home)));
  return ['', title, ...lines.map((line) => `  ${line}`), ''].join('\n');
}
