import { didYouMean } from '@aim/core';
import type { RoutePlan, ToolOnMachine } from '../plan/route-plan.js';
import type { Registry } from '../tools/build-registry.js';
import type { InvokeResult } from '../invoke/result.js';
import type { Payload } from '../invoke/adapter.js';
import { resultOf } from './result-of.js';

/** Who takes a job in a plan that AIM answers by itself. */
export const nativeTool = 'aim';

export interface VersionFacts {
  registry: Registry;
  presence: ReadonlyMap<string, ToolOnMachine>;
}

/**
 * The answer to `version_checking`, from what is known of the installed tools; starts none of them.
 * Tools that nobody registers are told as a warning.
 */
export function answerVersions(
  { registry, presence }: VersionFacts,
  payload: Payload,
  plan: RoutePlan,
): InvokeResult {
  const ids = [...registry.tools.keys()];
  const asked = (payload['tools'] as string[] | undefined) ?? ids.filter(isThere);
  const known = asked.filter((id) => registry.tools.has(id));
  const unknown = asked.filter((id) => !registry.tools.has(id));
  const versions = Object.fromEntries(
    known.map((id) => [id, isThere(id) ? (presence.get(id)?.version ?? 'unknown') : null]),
  );
  const warnings = unknown.map((id) => {
    const near = didYouMean(id, ids);
    return `No tool ${id} is known${near === undefined ? '' : `; ${near}`}`;
  });
  const unasked = payload['check_updates'] === true;
  if (unasked) warnings.push('Newer versions were not looked for');
  return resultOf(plan, {
    success: true,
    message: `${known.filter(isThere).length} of ${known.length} tools are installed`,
    content: { versions, updates_available: {} },
    tool: nativeTool,
    status: unasked || unknown.length > 0 ? 'partial' : 'ok',
    warnings,
  });

  function isThere(id: string): boolean {
    return presence.get(id)?.installed === true;
  }
}
