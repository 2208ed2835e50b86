import type { Finding } from '@aim/core';
import type { LockResult, LockStep } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { columns } from './columns.js';
import { shortPath } from './paths.js';

/** What was locked, and what it was before. */
export function renderLock({ file, steps, changed, dryRun }: LockResult, context: RenderContext) {
  const { style, columns: width, home } = context;
  const changes = steps.filter(({ action }) => action !== 'keep');
  const place = shortPath(file, home);
  if (!changed) return `${place} locks what the configuration asks for\n`;
  const rows = changes.map((step) => [
    ` ${marks[step.action]}`,
    step.tool,
    step.channel,
    words(step),
  ]);
  const end = dryRun ? `Would write ${place}` : `${style.ok('✔')} Wrote ${place}`;
  return `${[...columns(rows, { width }), end].join('\n')}\n`;
}

const marks: Record<LockStep['action'], string> = { add: '+', change: '~', keep: ' ', remove: '-' };

function words({ action, from, to, range }: LockStep): string {
  if (action === 'remove') return 'no longer asked for';
  const asked = range === null ? '' : ` (${range})`;
  const before = from === null || from === to ? '' : `${from} → `;
  return `${before}${to ?? 'any version'}${asked}`;
}

/** What is worth knowing of the versions, for a person and in the envelope. */
export function lockFindings({ steps }: LockResult): Finding[] {
  return steps.flatMap(({ notes }) =>
    notes.map(({ kind, message }) => ({
      id: `lock.${kind.replaceAll('-', '_')}`,
      severity: kind === 'held' || kind === 'open' ? ('info' as const) : ('warn' as const),
      message,
    })),
  );
}
