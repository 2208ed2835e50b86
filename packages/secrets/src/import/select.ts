import { AimError, didYouMean } from '@aim/core';
import { referencedSecret } from '../inject/reference.js';
import { checkSecretName } from '../secret-name.js';
import { holdsPassword, isCredentialName } from './credential-name.js';
import type { Candidate, ImportSelection, Reading, Skipped, SkipReason } from './source.js';

export interface SelectionRules extends ImportSelection {
  /** The source holds more than secrets, so that names and values have to tell them. */
  isMixed: boolean;
  knownKeys: ReadonlySet<string>;
  /** The one name of a secret that has two. */
  canonical: (name: string) => string;
}

/**
 * Tells what is to be imported from what is passed over, and why.
 *
 * @throws AimError `usage.invalid` for a name of `only` that the source does not have
 */
export function select(
  reading: Pick<Reading, 'candidates' | 'skipped'>,
  rules: SelectionRules,
): { wanted: Candidate[]; skipped: Skipped[] } {
  const { only } = rules;
  checkOnly(reading, only);
  const isNamed = ({ name }: { name: string }) => only === undefined || only.includes(name);
  const wanted = new Map<string, Candidate>();
  const skipped = reading.skipped.filter(isNamed);
  for (const candidate of reading.candidates.filter(isNamed)) {
    const { name, line } = candidate;
    const reason = reasonToSkip(candidate, rules);
    const key = reason === undefined ? rules.canonical(name) : name;
    if (reason !== undefined) skipped.push({ name, reason, ...(line !== undefined && { line }) });
    else if (wanted.has(key)) skipped.push({ name, reason: 'double' });
    else wanted.set(key, { ...candidate, name: key });
  }
  return { wanted: [...wanted.values()], skipped };
}

function reasonToSkip(
  { name, value }: Candidate,
  { only, all, isMixed, knownKeys }: SelectionRules,
): SkipReason | undefined {
  if (!isSecretName(name)) return 'invalid_name';
  if (!isMixed) return undefined;
  if (referencedSecret(value) !== undefined) return 'reference';
  if (only !== undefined) return undefined;
  if (name.startsWith('AIM_')) return 'setting';
  if (all === true) return undefined;
  if (!isCredentialName(name, knownKeys) && !holdsPassword(value)) return 'no_credential';
  return value === '' ? 'empty' : undefined;
}

/** True for what a secret can be named. */
export function isSecretName(name: string): boolean {
  try {
    checkSecretName(name);
    return true;
  } catch {
    return false;
  }
}

function checkOnly(
  { candidates, skipped }: Pick<Reading, 'candidates' | 'skipped'>,
  only: readonly string[] | undefined,
): void {
  const names = [...candidates, ...skipped].map(({ name }) => name);
  const missing = only?.find((name) => !names.includes(name));
  if (missing === undefined) return;
  throw new AimError('usage.invalid', `The source has no ${missing}`, {
    hint: didYouMean(missing, names) ?? 'Nothing was changed. Without --only it is listed whole',
    details: { name: missing },
  });
}
