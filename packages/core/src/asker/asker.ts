import type { Catalogue } from '../catalogue/types.js';
import type { Host } from '../host/host.js';

/**
 * Who asked for a value, as far as can be seen: an agent that gave itself away, a person (no sign of
 * an agent, and a terminal), or nobody knows (a script, or ancestors that cannot be read).
 */
export type Asker =
  | { kind: 'person' | 'unknown' }
  | {
      kind: 'agent';
      /** An id of the catalogue, or such a name. */
      agent: string;
      /** `variable NAME` or `ancestor PROGRAM (pid N)`. */
      evidence: string;
    };

/** The port: finds out who asks. Never rejects. */
export type AskerProbe = () => Promise<Asker>;

/**
 * Asks this process: its variables first, then its ancestors. Reads `/proc` on Linux; elsewhere it
 * starts one program for at most 5 s. What an agent can avoid, this cannot see: it catches an agent
 * that runs a command, not one that hides.
 */
export async function probeAsker(host: Host, catalogue: Catalogue): Promise<Asker> {
  // Few commands ask for a value.
  const { findAsker } = await import('./find-asker.js');
  return findAsker(host, catalogue);
}
