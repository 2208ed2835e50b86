import type { CataloguePlace } from './places.js';

/** The caches, models and records that one program keeps on disk. */
export interface DirectoryOwner {
  /** The id of the tool, where the catalogue has one. */
  id: string;
  name: string;
  directories: readonly CatalogueDirectory[];
}

export interface CatalogueDirectory {
  id: string;
  kind:
    'cache' | 'credentials' | 'installs' | 'logs' | 'models' | 'sessions' | 'state' | 'user-data';
  /**
   * `regenerable`: made again by itself. `redownload`: made again over the network. `user-data`:
   * only a person may say. `keep`: part of an installation. `secret`: a credential.
   */
  safety: 'regenerable' | 'redownload' | 'user-data' | 'keep' | 'secret';
  /** Empty where only the program itself can tell. */
  places: readonly CataloguePlace[];
  /** What in it must never go, as globs below the place. */
  keep?: readonly string[];
  /** How its files are shared: counted twice by whoever does not look. */
  links?: 'symlinks' | 'hard-links' | 'either';
  contents: string;
  /** Commands that show it. */
  list?: readonly string[];
  /** The program's own commands that clean it, gentlest first. */
  cleanup?: readonly string[];
  /**
   * The one that AIM may run, word by word: it asks nothing, downloads nothing, and touches no other
   * place.
   */
  clean?: readonly string[];
  source: string;
}

let loaded: readonly DirectoryOwner[] | undefined;

/** All directories by their owner, loaded when they are first asked for. */
export async function loadDirectories(): Promise<readonly DirectoryOwner[]> {
  const { directoriesJson } = await import('../generated/directories-data.js');
  return (loaded ??= JSON.parse(directoriesJson) as DirectoryOwner[]);
}
