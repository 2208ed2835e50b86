import type { Assignment } from '@aim/secrets/sweep';
import type { SweepHit } from '../types.js';
import { adviceFor, type ByHandReason } from './by-hand.js';
import type { AdoptionPlan, AdoptStep, ByHand } from './types.js';

/** Stands for a value: two values are the same when these are. */
export type ValueId = number;

/** A hit, and the variable that it is the value of, or why it cannot be adopted. */
export interface Candidate {
  hit: SweepHit;
  place: (Assignment & { value: ValueId }) | { reason: ByHandReason };
}

/**
 * Decides what becomes of each key: adopted under the name of its variable, or left with the reason.
 * A value that the vault has under another name only keeps that name. Pure.
 *
 * @param stored - the values of the vault, by name
 */
export function planAdoption(
  candidates: readonly Candidate[],
  stored: ReadonlyMap<string, ValueId>,
): Omit<AdoptionPlan, 'leftovers'> {
  const steps: AdoptStep[] = [];
  const left: { hit: SweepHit; reason: ByHandReason }[] = [];
  const wanted = valuesByVariable(candidates);
  for (const { hit, place } of candidates) {
    const found = 'reason' in place ? place : secretFor(place, stored, wanted);
    if ('reason' in found) {
      const variable = 'reason' in place ? hit.variable : place.variable;
      left.push({ hit: { ...hit, ...(variable && { variable }) }, reason: found.reason });
      continue;
    }
    const { variable, offset, length } = place as Assignment;
    const { secret } = found;
    if (steps.some((step) => step.file === hit.file && step.offset === offset)) continue;
    const isNew = !stored.has(secret) && !steps.some((step) => step.secret === secret);
    const action = isNew ? 'add' : 'same';
    const reference = `aim://${secret}`;
    steps.push({ ...whereIs(hit), variable, secret, action, reference, offset, length });
  }
  const kept = new Set([...stored.keys(), ...steps.map(({ secret }) => secret)]);
  return { steps, byHand: left.map(({ hit, reason }) => byHand(hit, reason, kept)) };
}

function valuesByVariable(candidates: readonly Candidate[]): Map<string, Set<ValueId>> {
  const values = new Map<string, Set<ValueId>>();
  for (const { place } of candidates) {
    if ('reason' in place) continue;
    const known = values.get(place.variable) ?? new Set();
    values.set(place.variable, known.add(place.value));
  }
  return values;
}

function secretFor(
  { variable, value }: Assignment & { value: ValueId },
  stored: ReadonlyMap<string, ValueId>,
  wanted: ReadonlyMap<string, ReadonlySet<ValueId>>,
): { secret: string } | { reason: ByHandReason } {
  // A setting of AIM reaches no child; a name of 128 characters is the longest.
  if (variable.startsWith('AIM_') || variable.length > 128) return { reason: 'name' };
  const own = stored.get(variable);
  // A tool that declares the variable gets what is stored under its name, whatever it refers to.
  if (own !== undefined) {
    return own === value ? { secret: variable } : { reason: 'stored-differs' };
  }
  const other = [...stored].find(([, known]) => known === value);
  if (other !== undefined) return { secret: other[0] };
  if ((wanted.get(variable)?.size ?? 0) > 1) return { reason: 'two-values' };
  return { secret: variable };
}

function byHand(hit: SweepHit, reason: ByHandReason, kept: ReadonlySet<string>): ByHand {
  const { secret, variable, tool } = hit;
  const name = secret ?? variable ?? 'NAME';
  const concern = { name, isKept: kept.has(name), ...(tool !== undefined && { tool }) };
  return {
    ...whereIs(hit),
    ...(variable !== undefined && { variable }),
    reason,
    ...adviceFor(reason, concern),
  };
}

function whereIs({ file, line, column }: SweepHit) {
  return { file, line, column };
}
