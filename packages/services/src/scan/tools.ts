import { scanTools as scan, type ToolWaste } from '@aim/environment';
import type { AimContext } from '../context.js';
import { gatherToolFacts } from '../facts/tool-facts.js';

export interface ToolsScan {
  wastes: ToolWaste[];
  summary: { wastes: number; freeableBytes: number };
}

/** What of the installed tools nobody needs, from metadata alone. Starts nothing, changes nothing. */
export async function scanTools(context: AimContext): Promise<ToolsScan> {
  const noNames = () => Promise.resolve([]);
  const { presence, registry } = await gatherToolFacts(context, context.registry, noNames);
  const wastes = await scan({
    host: context.host,
    tools: [...presence.values()],
    knownPackages: (id) => registry.tools.get(id)?.packages ?? [],
  });
  const freeableBytes = wastes.reduce((sum, waste) => sum + (waste.freeableBytes ?? 0), 0);
  return { wastes, summary: { wastes: wastes.length, freeableBytes } };
}
