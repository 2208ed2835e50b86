import type { Catalogue } from '../catalogue/types.js';
import type { Host } from '../host/host.js';
import { readAncestors, type Ancestry } from '../process/ancestors.js';
import { hasControllingTerminal } from '../process/controlling-terminal.js';
import { findMarker } from './agent-markers.js';
import { agentOfProcess } from './agent-programs.js';
import type { Asker } from './asker.js';

/** See `probeAsker`. */
export async function findAsker(host: Host, catalogue: Catalogue): Promise<Asker> {
  const marker = findMarker(host.env);
  if (marker !== undefined) {
    return { kind: 'agent', agent: marker.agent, evidence: `variable ${marker.variable}` };
  }
  return askerOf(await readAncestors(host), { catalogue, hasTerminal: hasControllingTerminal() });
}

/** The same from what is known of the ancestors. Pure. */
export function askerOf(
  { ancestors, isWhole }: Ancestry,
  { catalogue, hasTerminal }: { catalogue: Catalogue; hasTerminal: boolean },
): Asker {
  for (const ancestor of ancestors) {
    const agent = agentOfProcess(ancestor, catalogue);
    if (agent === undefined) continue;
    return { kind: 'agent', agent, evidence: `ancestor ${agent} (pid ${ancestor.pid})` };
  }
  return { kind: isWhole && hasTerminal ? 'person' : 'unknown' };
}
