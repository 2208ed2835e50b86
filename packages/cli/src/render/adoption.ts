import { countOf, stripControls } from '@aim/core';
import type { Adopted, AdoptionPlan, AdoptStep, ByHand, Sweep } from '@aim/services';
import type { Style } from './style.js';

/** What `aim secrets sweep --adopt` answers. */
export interface AdoptionOutcome extends Sweep {
  plan: AdoptionPlan;
  dryRun: boolean;
  /** Null when nothing was to be done, or nothing was allowed. */
  adopted: Adopted | null;
}

/** What would be done with each key, by file. */
export function planText({ steps, byHand, leftovers }: AdoptionPlan, style: Style): string {
  const files = [...new Set([...steps, ...byHand].map(({ file }) => file))].sort();
  const texts = files.map((file) => {
    const own = steps.filter((step) => step.file === file).map((step) => stepText(step, style));
    const left = grouped(byHand.filter((each) => each.file === file));
    const rest = left.map((group) => byHandText(group, style));
    return `${style.title(stripControls(file))}\n${[...own, ...rest].join('')}\n`;
  });
  const gone = leftovers.map(
    (file) => `${stripControls(file)} is of an AIM that was killed, and is removed\n`,
  );
  return [...texts, ...gone].join('');
}

/** The plan, and what came of it. */
export function adoptionText(outcome: AdoptionOutcome, style: Style): string {
  const { plan, dryRun, adopted, summary } = outcome;
  if (summary.hits === 0 && plan.leftovers.length === 0) {
    return `No key in plaintext in ${countOf(summary.searched, 'file')}.\n`;
  }
  return `${planText(plan, style)}${totalText({ plan, dryRun, adopted }, style)}`;
}

function totalText(
  { plan, dryRun, adopted }: Pick<AdoptionOutcome, 'plan' | 'dryRun' | 'adopted'>,
  style: Style,
): string {
  const { steps, byHand } = plan;
  const left = byHand.length === 0 ? '' : `${countOf(byHand.length, 'key')} left to you.\n`;
  if (dryRun) return `Would move ${countOf(steps.length, 'key')} into the vault.\n${left}`;
  if (adopted === null || (adopted.id === null && plan.leftovers.length === 0)) {
    return `Nothing was changed.\n${left}`;
  }
  if (adopted.id === null) return `Removed ${countOf(plan.leftovers.length, 'file')}.\n${left}`;
  const moved = steps.filter((step) => adopted.files.some(({ file }) => file === step.file));
  const name = (moved[0] as AdoptStep).secret;
  return [
    `${style.ok('✔')} Moved ${countOf(moved.length, 'key')} into the vault. `,
    `${style.accent(`aim secrets sweep --undo ${adopted.id}`)} takes it back.\n`,
    'In a new shell, aim run puts the keys in the place of the references. A program that reads\n',
    `a .env file by itself gets its key with: ${style.accent(`aim run --secret ${name} -- PROGRAM`)}\n`,
    left,
  ].join('');
}

function stepText({ line, column, variable, reference, action }: AdoptStep, style: Style): string {
  const what = action === 'add' ? 'goes into the vault' : 'is in the vault';
  return `  ${line}:${column} ${variable} ${what}: ${style.accent(reference)}\n`;
}

/** Keys of one name that stay for one reason. */
function grouped(byHand: readonly ByHand[]): ByHand[][] {
  const groups = new Map<string, ByHand[]>();
  for (const each of byHand) {
    const key = `${each.variable ?? ''}\0${each.message}\0${each.fix}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function byHandText(group: readonly ByHand[], style: Style): string {
  const [{ variable, message, fix }] = group as [ByHand];
  const shown = group.slice(0, 5).map(({ line, column }) => `${line}:${column}`);
  const more = group.length > shown.length ? ` and ${group.length - shown.length} more` : '';
  const name = variable === undefined ? '' : ` ${stripControls(variable)}`;
  return (
    `  ${shown.join(', ')}${more}${name} ${style.warn('by hand')}: ${stripControls(message)}\n` +
    `    ${style.faint(stripControls(fix))}\n`
  );
}
