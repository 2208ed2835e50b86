import type { OwnerContext } from './context.js';
import { owners } from './owners.js';
import type { OwnedFile, Ownership } from './types.js';
import { behindShim } from './version-managers/behind-shim.js';
import { keeperOf } from './version-managers/keeper.js';
import { shimOf } from './version-managers/shims.js';

/**
 * The proven owner of a program. Without a proof the channel is `unknown`, and the evidence says
 * what was looked for.
 */
export function resolveOwner(file: OwnedFile, context: OwnerContext): Ownership {
  const shim = shimOf(file);
  if (shim === undefined) return ownerOf(file, context);
  // A program behind a shim is never taken for a shim again: two that name each other end here.
  return behindShim(shim, file, (program) => ownerOf(program, context));
}

function ownerOf(file: OwnedFile, context: OwnerContext): Ownership {
  // The metadata proves package and version; the manager that wrote it was a servant of another.
  const keeper = keeperOf(file.realPath);
  for (const owner of owners) {
    const found = owner.probe(file, context);
    if (found !== undefined) return keeper === undefined ? found : { ...found, channel: keeper };
  }
  const looked = owners.map((owner) => owner.name).join(', ');
  return {
    channel: keeper ?? 'unknown',
    package: null,
    version: null,
    evidence: `no owner has proof of ${file.realPath} (looked for ${looked})`,
  };
}
