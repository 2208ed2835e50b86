import { findTool, resetBreakers as reset, type OpenBreaker } from '@aim/registry';
import type { AimContext } from './context.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { record } from './record.js';

export interface ResetRequest {
  /** By id or name; the breakers of every tool without it. */
  tool?: string;
  dryRun?: boolean;
}

export interface ResetBreakers {
  /** Null when all were asked for. */
  tool: string | null;
  /** What was open. */
  breakers: OpenBreaker[];
  dryRun: boolean;
}

/**
 * Closes the circuit breakers of a tool, its account and its address, or all; what is open nowhere
 * is nothing to complain about.
 *
 * @throws AimError `usage.unknown_tool`, `lock.busy`, `file.permission`
 */
export async function resetBreakers(
  context: AimContext,
  { tool: name, dryRun = false }: ResetRequest,
): Promise<ResetBreakers> {
  const facts = await gatherToolFacts(context);
  const tool = name === undefined ? undefined : findTool(facts.registry, name, facts.withheld);
  const { host, paths } = context;
  const sources = { host, paths, presence: facts.presence, secrets: await context.secrets() };
  const { breakers, warnings } = await reset(sources, {
    dryRun,
    ...(tool === undefined ? {} : { tool }),
  });
  for (const message of warnings) {
    context.notify({ id: 'breakers.state', severity: 'warn', message });
  }
  const id = tool?.id ?? null;
  if (dryRun) return { tool: id, breakers, dryRun };
  await record(context, {
    event: 'breaker_reset',
    message: `circuit breakers reset: ${id ?? 'all'}`,
    details: {
      tool: id,
      open: breakers.map(({ domain, label, class: errorClass }) => ({
        domain,
        label,
        class: errorClass,
      })),
    },
  });
  return { tool: id, breakers, dryRun };
}
