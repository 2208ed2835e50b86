import type { Withheld } from '@aim/core';

/**
 * True when a project's file defines the tool or capability of that id and has no effect, since the
 * user did not agree to it yet.
 */
export function waitsForTrust(
  kind: 'tools' | 'capabilities',
  id: string,
  withheld: readonly Withheld[] = [],
): boolean {
  return withheld.some(({ path }) => path === `registry.${kind}.${id}`);
}

/** The end of a sentence about such a tool or capability. */
export const untrustedWords = 'the project defines it and is not trusted';
