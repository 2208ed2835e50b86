import type { OwnerContext } from './context.js';
import { isInsideVersionManager } from './version-managers.js';
import { owners } from './owners.js';
import type { OwnedFile, Ownership } from './types.js';

/**
 * The proven owner of a program. Without a proof the channel is `unknown`, and the evidence says
 * what was looked for.
 */
export function resolveOwner(file: OwnedFile, context: OwnerContext): Ownership {
  for (const owner of owners) {
    const found = owner.probe(file, context);
    if (found === undefined) continue;
    // The metadata proves package and version; the manager that wrote it was a servant of another.
    return isInsideVersionManager(file.realPath) ? { ...found, channel: 'unknown' } : found;
  }
  const looked = owners.map((owner) => owner.name).join(', ');
  return {
    channel: 'unknown',
    package: null,
    version: null,
    evidence: `no owner has proof of ${file.realPath} (looked for ${looked})`,
  };
}
