import { basename, dirname, join } from 'node:path';
import { asideNames, putAside, takeBack } from './aside.js';
import type { CopyStep } from './copy-types.js';
import { changed } from './held-folder.js';
import { writeCleaning, type AsideItem, type LinkItem } from './journal.js';
import { attempt, type CleanContext } from './outcome.js';
import { replaceCopy } from './replace-copy.js';
import { compareBytes, isUnwritten, type Proof } from './same-bytes.js';

/** So many are compared before the journal is written for them. */
const copiesAtOnce = 64;

/** Replaces copies or puts them aside, each after its bytes were compared with the one that stays. */
export async function applyCopies(
  steps: readonly CopyStep[],
  context: CleanContext,
): Promise<void> {
  for (let from = 0; from < steps.length; from += copiesAtOnce) {
    const compared: { step: CopyStep; item: AsideItem | LinkItem; proof: Proof }[] = [];
    for (const [place, step] of steps.slice(from, from + copiesAtOnce).entries()) {
      await attempt(step.path, context.cleaned, () => {
        const kept = { path: step.kept, identity: step.keptIdentity };
        const proof = compareBytes(kept, step);
        const mark = `${context.cleaning.id}-c${from + place + 1}`;
        compared.push({ step, item: itemOf(step, proof, mark), proof });
      });
    }
    if (compared.length === 0) continue;
    for (const { item } of compared) context.cleaning.items.push(item);
    writeCleaning(context.run.paths, context.cleaning);
    for (const { step, item, proof } of compared) {
      await attempt(step.path, context.cleaned, () => {
        applyCopy(step, item, { proof, now: context.run.now });
        const how = step.how.kind === 'aside' ? step.how.place.kind : step.how.kind;
        context.cleaned.done.push({ path: step.path, how, bytes: step.bytes });
      });
      context.run.onStep?.(step.path);
    }
  }
}

function itemOf(step: CopyStep, { sha256 }: Proof, mark: string): AsideItem | LinkItem {
  const { path, kept, keptIdentity, identity, bytes, mode, modifiedMs, how } = step;
  if (how.kind === 'aside') {
    const copyOf = { path: kept, sha256 };
    return {
      kind: 'aside',
      id: 'copy',
      from: path,
      ...asideNames(path, how.place, mark),
      identity,
      bytes,
      copyOf,
    };
  }
  const beside = (ending: string) =>
    join(dirname(path), `.${basename(path)}.aim-${mark}.${ending}`);
  const names = { backup: beside('old'), draft: beside('new') };
  return {
    kind: how.kind,
    path,
    kept,
    keptIdentity,
    ...names,
    identity,
    bytes,
    mode,
    modifiedMs,
    sha256,
  };
}

function applyCopy(
  step: CopyStep,
  item: AsideItem | LinkItem,
  { proof, now }: { proof: Proof; now: Date },
): void {
  if (item.kind !== 'aside') return replaceCopy(item, proof);
  if (step.how.kind !== 'aside') return;
  putAside(item, { place: step.how.place, now });
  if (isUnwritten(item.to, proof.copy) && isUnwritten(step.kept, proof.kept)) return;
  takeBack(item);
  throw changed(step.path, `somebody wrote to it, or to ${step.kept}`);
}
