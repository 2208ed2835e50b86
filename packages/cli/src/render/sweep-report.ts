import { stripControls } from '@aim/core';
import type { AdoptionInfo, Sweep } from '@aim/services';
import type { Style } from './style.js';
import { sweepText } from './sweep.js';

/** What `aim secrets sweep --undo` answers. */
export interface UndoOutcome {
  adoption: AdoptionInfo;
  dryRun: boolean;
}

/** The hits, and what was adopted before. */
export function reportText(
  { adoptions, ...sweep }: Sweep & { adoptions: readonly AdoptionInfo[] },
  style: Style,
): string {
  const lines = adoptions.map((adoption) => {
    const { id, at, files } = adoption;
    const changed = files.some(({ state }) => state === 'changed' || state === 'missing');
    const undo = changed
      ? 'a file was changed since'
      : `${style.accent(`aim secrets sweep --undo ${id}`)} takes it back`;
    const left = adoption.leftovers.map(
      (file) =>
        `${style.warn('!')} ${stripControls(file)} is of an AIM that was killed: --adopt removes it\n`,
    );
    return [`Adopted on ${at}: ${secretsOf(adoption)}; ${undo}\n`, ...left].join('');
  });
  return [sweepText(sweep, style), ...lines].join('');
}

/** Which files have their keys again. */
export function undoText({ adoption, dryRun }: UndoOutcome, style: Style): string {
  const files = adoption.files.filter(({ state }) => state === 'adopted');
  const lines = files.map(
    ({ file, secrets }) => `  ${stripControls(file)}: ${secrets.join(', ')}\n`,
  );
  const title = dryRun
    ? 'Would write the keys back into'
    : `${style.ok('✔')} Wrote the keys back into`;
  return `${title}\n${lines.join('')}They stay in the vault: aim secrets delete NAME removes one\n`;
}

function secretsOf({ files }: AdoptionInfo): string {
  return [...new Set(files.flatMap(({ secrets }) => secrets))].join(', ');
}
