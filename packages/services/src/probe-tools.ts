import { loadToolDetails } from '@aim/core';
import { probeVersion } from '@aim/environment';
import { availableParallelism } from 'node:os';
import type { AimContext } from './context.js';
import type { ToolStatus } from './facts/tool-status.js';

/**
 * Asks the programs of unknown owner and version for it, by running them: one fewer at once than
 * there are processors. A tool whose `--version` is known to write files is left out.
 */
export async function probeTools(
  tools: readonly ToolStatus[],
  context: Pick<AimContext, 'host' | 'catalogue'>,
): Promise<ToolStatus[]> {
  const details = await loadToolDetails();
  const told = new Map<string, Pick<ToolStatus, 'version' | 'effective' | 'evidence'>>();
  const waiting = tools.filter(isUnowned);
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, path } = next;
      const asked = details.get(id)?.version;
      if (asked === undefined || asked.spawnable === false || path === null) continue;
      const noUpdateEnv = context.catalogue.tools.find((tool) => tool.id === id)?.noUpdateEnv;
      const { args, pattern } = asked;
      const probe = { path, args, pattern, ...(noUpdateEnv && { noUpdateEnv }) };
      const answer = await probeVersion(probe, context.host);
      const command = [path, ...args].join(' ');
      const evidence = answer.version === null ? `${command} ${answer.why}` : `${command} told it`;
      told.set(id, { version: answer.version, effective: answer.version, evidence });
    }
  };
  const workers = Math.max(1, availableParallelism() - 1);
  await Promise.all(Array.from({ length: workers }, work));
  return tools.map((tool) => ({ ...tool, ...told.get(tool.id) }));
}

function isUnowned({ installed, channel, version }: ToolStatus): boolean {
  return installed && channel === 'unknown' && version === null;
}
