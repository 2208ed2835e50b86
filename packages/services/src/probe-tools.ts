import { loadToolDetails, type CatalogueToolDetails, type ToolConfig } from '@aim/core';
import { probeVersion } from '@aim/environment';
import { availableParallelism } from 'node:os';
import type { AimContext } from './context.js';
import type { ToolStatus } from './facts/tool-status.js';

/**
 * Asks the programs of unknown owner and version for it, by running them: one fewer at once than
 * there are processors. A tool whose `--version` is known to write files is left out. Arguments of a
 * configured `versionCommand` win over those of the catalogue; its first word is the tool's own name,
 * so that no other program is run by it.
 */
export async function probeTools(
  tools: readonly ToolStatus[],
  context: Pick<AimContext, 'host' | 'catalogue' | 'config'>,
): Promise<ToolStatus[]> {
  const details = await loadToolDetails();
  const { config } = await context.config();
  const told = new Map<string, Pick<ToolStatus, 'version' | 'effective' | 'evidence'>>();
  const waiting = tools.filter(isUnowned);
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, path } = next;
      const asked = questionFor(details.get(id), config.registry?.tools?.[id]);
      if (asked === undefined || path === null) continue;
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

/** A number with a dot, alone or after a `v`. */
const anyVersion = String.raw`(?:^|[\sv(])(\d+(?:\.\d+)+[\w.+-]*)`;

function questionFor(
  known: CatalogueToolDetails | undefined,
  configured: ToolConfig | undefined,
): { args: readonly string[]; pattern: string } | undefined {
  if (known?.version.spawnable === false) return undefined;
  const args = configured?.versionCommand?.slice(1) ?? known?.version.args;
  return args && { args, pattern: known?.version.pattern ?? anyVersion };
}

function isUnowned({ installed, channel, version }: ToolStatus): boolean {
  return installed && channel === 'unknown' && version === null;
}
