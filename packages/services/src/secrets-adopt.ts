import type { AimContext } from './context.js';
import { sweepWith, type SweepRequest } from './secrets-sweep.js';
import { adoptFiles, type Adopted, type PlannedFile } from './sweep/adopt/adopt-files.js';
import { findCandidates } from './sweep/adopt/candidates.js';
import { planAdoption as plan, type ValueId } from './sweep/adopt/plan-adoption.js';
import { readJournal } from './sweep/adopt/journal.js';
import { leftovers } from './sweep/adopt/leftovers.js';
import type { AdoptionPlan } from './sweep/adopt/types.js';
import type { Sweep } from './sweep/types.js';
import { readVaultValues } from './sweep/vault-values.js';

/** What adopting would do, and the way to do exactly that. */
export interface PlannedAdoption {
  sweep: Sweep;
  plan: AdoptionPlan;
  /** Moves the keys of the plan into the vault; a file that changed since fails. */
  apply: () => Promise<Adopted>;
}

/**
 * Searches as `sweepSecrets` does, and plans what becomes of each key. Changes nothing.
 *
 * @throws AimError `secret.*` when the values of the vault cannot be read: without them it is not
 *   known what a name stands for
 */
export async function planAdoption(
  context: AimContext,
  request: SweepRequest = {},
): Promise<PlannedAdoption> {
  const vault = await readVaultValues(context);
  if (vault.failure !== undefined) throw vault.failure;
  const sweep = await sweepWith(context, request, vault);
  const ids = new Map<string, ValueId>();
  const idOf = (value: string): ValueId => {
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    return id;
  };
  const stored = new Map(vault.values.map(({ name, value }) => [name, idOf(value)]));
  const left = leftovers(readJournal(context.paths).adoptions);
  const hits = sweep.findings.filter(({ file }) => !left.includes(file));
  const { candidates, files } = findCandidates(hits, context.host, idOf);
  const adoption = plan(candidates, stored);
  const planned = [...files].flatMap(([file, { sha256: before, mode }]): PlannedFile[] => {
    const steps = adoption.steps.filter((step) => step.file === file);
    return steps.length === 0 ? [] : [{ file, mode, before, steps }];
  });
  return {
    sweep,
    plan: { ...adoption, leftovers: left },
    apply: () => adoptFiles(context, planned),
  };
}
