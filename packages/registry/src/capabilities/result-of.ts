import type { InvokeResult } from '../invoke/result.js';
import type { RoutePlan } from '../plan/route-plan.js';

/** The result of a job that no tool was asked about. */
export function resultOf(
  plan: RoutePlan,
  part: Pick<InvokeResult, 'success' | 'message' | 'status'> & Partial<InvokeResult>,
): InvokeResult {
  return {
    contract: 'AIM_PLUS_V1',
    content: null,
    tool: null,
    capability: plan.capability,
    route: plan,
    attempts: [],
    error: null,
    warnings: [],
    usage: null,
    auditId: null,
    durationMs: 0,
    ...part,
  };
}
