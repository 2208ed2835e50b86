import { isWithin, type CatalogueDirectory } from '@aim/core';
import type { PlacedDirectory } from './catalogue-places.js';
import type { HeldPath } from './types.js';

/** What is told of each place of the catalogue, and what of others lies in it. */
export interface CountedPlace {
  place: PlacedDirectory;
  /** Places in it that may not go with it: credentials, sessions, installations. */
  holds: HeldPath[];
}

/**
 * The places to count, none of them within another: a cache that lies in a cache goes and counts
 * with it. What must stay is told by the cache around it, and is counted by itself only where no
 * other has it. Pure.
 */
export function withoutNested(placed: readonly PlacedDirectory[]): CountedPlace[] {
  const isAround = (outer: PlacedDirectory, inner: PlacedDirectory) =>
    outer.path !== inner.path && isWithin(inner.path, outer.path);
  const outer = placed.filter((each) => !placed.some((other) => isAround(other, each)));
  return outer.map((place) => {
    const inner = placed.filter((each) => isAround(place, each));
    const holds = inner
      .filter(({ directory }) => !mayGo(directory))
      .map(({ path }): HeldPath => ({ path, why: 'own-directory' }));
    return { place, holds };
  });
}

/** True for what is made again by itself or over the network. */
export function mayGo({ safety }: Pick<CatalogueDirectory, 'safety'>): boolean {
  return safety === 'regenerable' || safety === 'redownload';
}
