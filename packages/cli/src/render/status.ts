import { protections, secretStores, type Protection, type StoreId } from '@aim/core';
import type { Status, ToolStatus, VaultStatus } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';
import { secretRows } from './secrets.js';
import type { Style } from './style.js';

/** The status as text: what the dashboard shows, line by line. */
export function renderStatus(status: Omit<Status, 'findings'>, context: RenderContext): string {
  const { style } = context;
  return [
    style.title('Tools'),
    ...toolLines(status.tools, context),
    '',
    style.title('Secrets'),
    ...secretLines(status, context),
    '',
    ...factLines(status, context),
    '',
  ].join('\n');
}

function toolLines(tools: readonly ToolStatus[], { style, columns: width, home }: RenderContext) {
  if (tools.length === 0) {
    return [
      '  No AI tool was found on PATH.',
      `  ${style.accent('aim tools list')} shows which aim knows.`,
    ];
  }
  const rows = tools.map((tool) => [
    ` ${toolMark(tool)}`,
    tool.name,
    versionWords(tool),
    tool.channel ?? '',
    keyWords[tool.key],
    tool.path === null
      ? ''
      : shortPath(tool.path, home) + (tool.copies > 1 ? ` (+${tool.copies - 1})` : ''),
  ]);
  const head = ['  ', 'NAME', 'VERSION', 'OWNER', 'KEY', 'PATH'];
  const paint = (text: string, row: number, column: number) => {
    const tool = tools[row - 1];
    if (tool === undefined) return style.faint(text);
    if (column === 0) return markPaint(tool, style)(text);
    return column === 4 && tool.key === 'absent' ? style.warn(text) : text;
  };
  return columns([head, ...rows], { width, paint });
}

/** The version, with the one that really runs and a newer one; or what stands for none. */
export function versionWords(tool: ToolStatus): string {
  const { version, effective, installed, channel, latest } = tool;
  if (version === null) {
    if (!installed) return 'not installed';
    return channel === null ? '-' : 'unknown';
  }
  const runs = effective === null || effective === version ? '' : ` (runs ${effective})`;
  return version + runs + (latest?.update === 'available' ? ` → ${latest.version}` : '');
}

export const keyWords: Record<ToolStatus['key'], string> = {
  present: 'present',
  login: 'login',
  absent: 'absent',
  'not-needed': '-',
};

/** A symbol that is not told apart by colour alone. */
export function toolMark(tool: ToolStatus): string {
  if (!tool.installed || tool.health === 'fail') return '✖';
  return tool.health === 'warn' ? '!' : '●';
}

function markPaint(tool: ToolStatus, style: Style): (text: string) => string {
  if (!tool.installed || tool.health === 'fail') return style.fail;
  return tool.health === 'warn' ? style.warn : style.ok;
}

function secretLines(status: Omit<Status, 'findings'>, context: RenderContext): string[] {
  const { style, columns: width } = context;
  if (status.secrets.length === 0) {
    return [`  None yet. ${style.accent('aim secrets set OPENAI_API_KEY')} stores the first.`];
  }
  return columns(
    secretRows(status.secrets).map((row) => ['', ...row]),
    { width, paint: (text, row) => (row === 0 ? style.faint(text) : text) },
  );
}

function factLines(status: Omit<Status, 'findings'>, { style, home }: RenderContext): string[] {
  const event = status.lastEvent;
  const files = status.config.map(
    ({ path, trusted }) => shortPath(path, home) + (trusted ? '' : ' (not trusted)'),
  );
  const facts: [string, string][] = [
    ['vault', vaultWords(status.vault)],
    ['config', files.length > 0 ? files.join(', ') : 'defaults; no aim_config.json'],
    ['last event', event === null ? 'none' : `${event.message} (${event.timestamp})`],
  ];
  return columns(facts, {
    paint: (text, _row, column) => (column === 0 ? style.title(text) : text),
  });
}

/** The store in use and how well it protects, in one line. */
export function vaultWords(vault: VaultStatus): string {
  if (vault.backend === null) return 'empty; the first secret decides which store is used';
  const place = placeWords(vault.backend, vault.protection);
  return vault.secretCount === 0 ? `empty; the first secret goes to ${place}` : place;
}

/** A store in words, with how well it protects where that is not plain. */
export function placeWords(store: StoreId, protection: Protection | null): string {
  const guard = protection === null ? '' : protections[protection];
  return guard === '' ? secretStores[store].words : `${secretStores[store].words}, ${guard}`;
}
