import type { Outcome } from '@aim/core';
import type { StoreAction } from '@aim/services';

/** What was done with a value, in words after its name. */
export const doneWords: Record<StoreAction, string> = {
  add: 'stored',
  same: 'the same already',
  replace: 'replaced',
  keep: 'left as it is',
};

/** What would be done. */
export const plannedWords: Record<StoreAction, string> = {
  add: 'would be stored',
  same: 'is the same already',
  replace: 'would be replaced',
  keep: 'would be left as it is',
};

/** Values that differ and stay are what the user asked to have and did not get. */
export function keptOutcome(
  steps: readonly { name: string; action: string }[],
): Pick<Outcome<unknown>, 'exitCode' | 'findings'> {
  const kept = steps.filter(({ action }) => action === 'keep').map(({ name }) => name);
  if (kept.length === 0) return {};
  const message = `${kept.join(', ')}: another value is stored, and stays`;
  const fix = 'Replace it, and keep it as a version: --force';
  return { exitCode: 4, findings: [{ id: 'secrets.differs', severity: 'warn', message, fix }] };
}
