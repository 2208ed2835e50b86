import { countOf, stripControls } from '@aim/core';
import type { DuplicateGroup, ScanProblem } from '@aim/services';
import type { ScanOutcome } from '../commands/scan/duplicates.js';
import type { RenderContext } from '../commands/types.js';
import { byteText } from './byte-text.js';
import { shortPath } from './paths.js';

const shownGroups = 20;
const shownFiles = 3;
const shownProblems = 10;

/** What wastes most, and how much it is in all; everything with `--verbose`. */
export function duplicatesText(data: ScanOutcome, context: RenderContext): string {
  const { verbose, style } = context;
  const groups = verbose ? data.groups : data.groups.slice(0, shownGroups);
  const left = data.groups.length - groups.length;
  const rest =
    left === 0 ? '' : style.faint(`${countOf(left, 'more group')}: --verbose or --json\n`);
  return [
    ...groups.map((group) => groupText(group, context)),
    rest,
    totalText(data),
    problemsText(data.problems, context),
    data.report === undefined ? '' : `${style.ok('✔')} Wrote ${stripControls(data.report)}\n`,
  ].join('');
}

function groupText(group: DuplicateGroup, { style, home, verbose }: RenderContext): string {
  const { files, sizeBytes, wastedBytes, hardLinks } = group;
  const title = `${style.title(byteText(wastedBytes))} wasted: ${files.length} × ${byteText(sizeBytes)}`;
  const shown = verbose ? files : files.slice(0, shownFiles);
  const links = new Map(hardLinks.map(({ file, names }) => [file, names.length]));
  const lines = shown.map((file) => {
    const more = links.get(file);
    const also = more === undefined ? '' : style.faint(` and ${countOf(more, 'more name')} of it`);
    return `  ${stripControls(shortPath(file, home))}${also}\n`;
  });
  const left = files.length - shown.length;
  if (left > 0) lines.push(style.faint(`  and ${left} more\n`));
  return [`${title}${noteOf(group)}\n`, ...lines].join('');
}

/** What is to be said of a group beside its sizes. */
export function noteOf({ model, proof }: Pick<DuplicateGroup, 'model' | 'proof'>): string {
  const held = model === null ? '' : `. ${heldText(model.holders)}`;
  const known = proof === 'name' ? ' (known by names that are hashes, not by reading)' : '';
  return `${held}${known}`;
}

function heldText(holders: readonly string[]): string {
  const [first] = holders;
  if (holders.length === 1) return `${first} holds the same model file more than once`;
  const last = holders.at(-1);
  return `The same model file is held by ${holders.slice(0, -1).join(', ')} and ${last}`;
}

function totalText({ groups, summary }: ScanOutcome): string {
  const searched = `${countOf(summary.scannedFiles, 'file')} (${byteText(summary.scannedBytes)})`;
  const partial = summary.isPartial ? ' so far' : '';
  if (groups.length === 0) return `No duplicates among ${searched}${partial}.\n`;
  const { extraCopies, wastedBytes } = summary;
  const copies = extraCopies === 1 ? '1 copy' : `${extraCopies} copies`;
  return `${copies} too many waste ${byteText(wastedBytes)} of ${searched}${partial}.\n`;
}

function problemsText(
  problems: readonly ScanProblem[],
  { style, home, verbose }: RenderContext,
): string {
  const shown = verbose ? problems : problems.slice(0, shownProblems);
  const lines = shown.map(
    ({ path, message }) =>
      `${style.warn('!')} ${stripControls(shortPath(path, home))}: ${stripControls(message)}\n`,
  );
  const left = problems.length - shown.length;
  if (left > 0) lines.push(style.faint(`  and ${left} more that could not be read\n`));
  return lines.join('');
}
