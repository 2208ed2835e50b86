import { countOf, stripControls } from '@aim/core';
import type { CleaningInfo } from '@aim/services';
import type { RestoreOutcome } from '../commands/scan/restore.js';
import { byteText } from './byte-text.js';
import { shortPath } from './paths.js';
import type { Style } from './style.js';

interface View {
  style: Style;
  home: string;
}

const states: Readonly<Record<CleaningInfo['items'][number]['state'], string>> = {
  aside: 'comes back',
  linked: 'becomes a file of its own again',
  occupied: 'stays aside: something lies in its place',
  'folder-gone': 'stays aside: the folder that it was in is gone',
};

/** The cleanings that can be taken back. */
export function cleaningsText(cleanings: readonly CleaningInfo[], view: View): string {
  if (cleanings.length === 0) return 'Nothing can be brought back.\n';
  return cleanings.map((cleaning) => cleaningText(cleaning, view)).join('');
}

/** What a restore brings back, or brought. */
export function restoreText({ cleaning, restored }: RestoreOutcome, view: View): string {
  if (restored === null) return cleaningText(cleaning, view);
  const { style, home } = view;
  const lines = restored.restored.map((path) => `  ${stripControls(shortPath(path, home))}\n`);
  const left =
    restored.failed.length === 0
      ? ''
      : `${countOf(restored.failed.length, 'thing')} stayed aside.\n`;
  const mark = restored.restored.length === 0 ? '' : `${style.ok('✔')} `;
  return `${mark}Brought back ${countOf(restored.restored.length, 'thing')}\n${lines.join('')}${left}`;
}

function cleaningText({ id, at, items, bytes }: CleaningInfo, { style, home }: View): string {
  const lines = items.map(
    (item) =>
      `  ${stripControls(shortPath(item.path, home))}  ${byteText(item.bytes)}  ${states[item.state]}\n`,
  );
  return `${style.title(`Cleaning ${id}`)} of ${at}, ${byteText(bytes)}\n${lines.join('')}`;
}
