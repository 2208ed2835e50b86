import { countOf, stripControls } from '@aim/core';
import type { Cleaned, CleanPlan, CopyPlan } from '@aim/services';
import type { CleanOutcome, EmptyOutcome } from '../commands/scan/clean.js';
import { byteText } from './byte-text.js';
import { shortPath } from './paths.js';
import { problemLines } from './scan-caches.js';
import type { Style } from './style.js';

interface View {
  style: Style;
  home: string;
}

const shownCopies = 20;

/** What would go, why that is safe, and how it comes back; then what stays, and why. */
export function planText(
  { plan, copies }: { plan: CleanPlan; copies: CopyPlan | null },
  { style, home }: View,
): string {
  const path = (text: string) => stripControls(shortPath(text, home));
  const steps = plan.steps.map(({ path: place, bytes, how, why, comesBack }) => {
    const way =
      how.kind === 'own-command' ? `runs ${how.argv.join(' ')}` : `goes into the ${how.place.kind}`;
    return `${style.title(path(place))}  ${byteText(bytes)}  ${style.accent(way)}\n  ${why}\n  ${comesBack}\n`;
  });
  const ways = {
    'hard-link': 'becomes a name of',
    reflink: 'shares its blocks with',
    aside: 'goes; kept is',
  };
  const shown = (copies?.steps ?? [])
    .slice(0, shownCopies)
    .map(
      ({ path: place, bytes, how, kept }) =>
        `${style.title(path(place))}  ${byteText(bytes)}  ${style.accent(ways[how.kind])} ${path(kept)}\n`,
    );
  const more = (copies?.steps.length ?? 0) - shown.length;
  const rest =
    more > 0
      ? [
          `… and ${more} more
`,
        ]
      : [];
  const left = [
    ...plan.left.map((each) => ({
      ...each,
      note: each.advice === null ? '' : ` (${each.advice})`,
    })),
    ...(copies?.left ?? []).map((each) => ({ ...each, note: '' })),
  ].map(({ path: place, message, note }) => `  ${path(place)}: ${message}${style.faint(note)}\n`);
  const stays = left.length === 0 ? [] : [`\n${style.title('Stays')}\n`, ...left];
  return [...steps, ...shown, ...rest, ...stays].join('');
}

/** The plan, and what came of it. */
export function cleanText(
  { plan, copies, problems, dryRun, cleaned }: CleanOutcome,
  view: View,
): string {
  const count = plan.steps.length + (copies?.steps.length ?? 0);
  const bytes = byteText(plan.bytes + (copies?.bytes ?? 0));
  const wrong = problemLines(problems, view).join('');
  if (cleaned !== null) return `${doneText(cleaned, view.style)}${wrong}`;
  const total =
    count === 0
      ? 'Nothing is there to clean.\n'
      : dryRun
        ? `\nWould clean ${countOf(count, 'thing')}, ${bytes}.\n`
        : 'Nothing was changed.\n';
  return `${dryRun || count === 0 ? planText({ plan, copies }, view) : ''}${total}${wrong}`;
}

function doneText({ id, done, failed }: Cleaned, style: Style): string {
  const sum = (isAside: boolean) =>
    done
      .filter(({ how }) => (how === 'trash' || how === 'quarantine') === isAside)
      .reduce((total, { bytes }) => total + bytes, 0);
  const [aside, freed] = [sum(true), sum(false)];
  const lines = [
    `${style.ok('✔')} Cleaned ${countOf(done.length, 'thing')}. ${byteText(freed)} went free.\n`,
    ...(aside > 0
      ? [
          `${byteText(aside)} are put aside: ${style.accent('aim scan clean --empty')} deletes them for good.\n`,
        ]
      : []),
    ...(id === null ? [] : [`${style.accent(`aim scan restore ${id}`)} takes it back.\n`]),
    ...(failed.length === 0 ? [] : [`${countOf(failed.length, 'thing')} stayed as before.\n`]),
  ];
  return lines.join('');
}

/** What is put aside, and whether it was deleted. */
export function emptyText({ aside, dryRun, emptied }: EmptyOutcome, { style, home }: View): string {
  if (aside.items.length === 0) return 'Nothing is put aside.\n';
  if (emptied !== null) {
    const bytes = emptied.deleted.reduce((sum, item) => sum + item.bytes, 0);
    return `${style.ok('✔')} Deleted ${countOf(emptied.deleted.length, 'thing')}; ${byteText(bytes)} went free.\n`;
  }
  if (!dryRun) return 'Nothing was changed.\n';
  const lines = aside.items.map(
    ({ path, bytes, cleaning }) =>
      `${style.title(stripControls(shortPath(path, home)))}  ${byteText(bytes)}  of cleaning ${cleaning}\n`,
  );
  return `${lines.join('')}Put aside: ${byteText(aside.bytes)}. What is emptied does not come back.\n`;
}
