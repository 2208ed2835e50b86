import type { Channel } from '../detect/types.js';
import type { OwnerContext } from './context.js';

/** A program on disk whose owner is asked for. */
export interface OwnedFile {
  path: string;
  realPath: string;
  /** The name by which the program is called, without a Windows extension. */
  binary: string;
}

/** What an owner's own metadata proves of a file. */
export interface Ownership {
  channel: Channel;
  package: string | null;
  version: string | null;
  /** The file that proves it, or why it is not proven. */
  evidence: string;
  /** Metadata that should have told more. */
  problem?: { path: string; detail: string };
}

/**
 * Looks for the proof that one package manager owns a file; undefined when there is none. May not
 * throw, whatever the files hold.
 */
export type OwnerProbe = (file: OwnedFile, context: OwnerContext) => Ownership | undefined;

export interface Owner {
  /** For the sentence that says what was looked at. */
  name: string;
  probe: OwnerProbe;
}

/** The file lies where an owner puts its files, but the owner's metadata cannot be used. */
export function unusable(path: string, detail: string): Ownership {
  return {
    channel: 'unknown',
    package: null,
    version: null,
    evidence: `${path} ${detail}`,
    problem: { path, detail },
  };
}
