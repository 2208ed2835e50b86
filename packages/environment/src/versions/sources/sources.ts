import { homebrewCask, homebrewFormula } from './homebrew.js';
import { npm } from './npm.js';
import { pypi } from './pypi.js';
import type { LatestSource } from './source.js';

export type SourceId = 'npm' | 'pypi' | 'brew' | 'brew-cask';

export const latestSources: Readonly<Record<SourceId, LatestSource>> = {
  npm,
  pypi,
  brew: homebrewFormula,
  'brew-cask': homebrewCask,
};

/** A package and who knows its newest version. */
export interface LatestPackage {
  source: SourceId;
  name: string;
}
