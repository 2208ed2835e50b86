import {
  applyRepair,
  checkHealth,
  repairText,
  type CheckResult,
  type CheckStatus,
  type HealthReport,
  type Repair,
} from '@aim/environment';
import { isAimError } from '@aim/core';
import type { AimContext } from './context.js';
import { writeLastHealth, type LastHealth } from './facts/last-health.js';
import { allHealthChecks } from './health-checks.js';
import { healthFacts } from './health-facts.js';
import { record } from './record.js';

export interface HealthSelection {
  only?: string[];
  skip?: string[];
  /** Lets checks ask the network; without it nothing leaves this machine. */
  online?: boolean;
}

/** A row of `aim health --list`. */
export interface ListedCheck {
  id: string;
  group: string;
  title: string;
  description: string;
}

/** What became of one repair. */
export interface Repaired {
  plan: string;
  /** False when there was nothing left to do, and when it failed. */
  isDone: boolean;
  error: string | null;
}

/**
 * Runs the health checks. May ask the keychain (one helper process); starts nothing else.
 *
 * @throws AimError `usage.invalid` for the name of a check that does not exist
 */
export async function health(
  context: AimContext,
  { online = false, ...selection }: HealthSelection = {},
): Promise<HealthReport> {
  const input = await healthFacts(context, { online });
  const report = await checkHealth(input, { ...selection, checks: allHealthChecks(context) });
  remember(context, report);
  await record(context, {
    event: 'health_check',
    message: `health: ${report.overallStatus}`,
    details: {
      status: report.overallStatus,
      summary: report.summary,
      ignored: report.ignoredCount,
    },
  });
  return report;
}

/** Every check with what it looks at, for `aim health --list`. */
export function listHealthChecks(context: AimContext): ListedCheck[] {
  return allHealthChecks(context).map(({ id, group, title, description }) => {
    return { id, group, title, description };
  });
}

/** What `aim health --fix` would do: each repair once, of findings that count. */
export function planRepairs({ checks }: HealthReport): { repair: Repair; plan: string }[] {
  const repairs = checks.flatMap(({ repair, ignored }) =>
    repair === null || ignored !== null ? [] : [{ repair, plan: repairText(repair) }],
  );
  return [...new Map(repairs.map((each) => [each.plan, each])).values()];
}

/** Does what was planned, each by itself: one that fails stops no other. */
export async function repairHealth(
  context: AimContext,
  planned: readonly { repair: Repair; plan: string }[],
): Promise<Repaired[]> {
  const repaired = planned.map(({ repair, plan }): Repaired => {
    try {
      return { plan, isDone: applyRepair(repair), error: null };
    } catch (error) {
      if (!isAimError(error)) throw error;
      return { plan, isDone: false, error: error.message };
    }
  });
  await record(context, {
    event: 'health_repair',
    message: `health: ${repaired.filter(({ isDone }) => isDone).length} repairs`,
    details: { repairs: repaired },
  });
  return repaired;
}

function remember(context: AimContext, report: HealthReport): void {
  const tools: LastHealth['tools'] = {};
  for (const check of report.checks) {
    if (check.tool === null || check.ignored !== null) continue;
    tools[check.tool] = worse(tools[check.tool], check);
  }
  const { overallStatus } = report;
  const checkedAt = context.host.now().toISOString();
  try {
    writeLastHealth(context.paths, { checkedAt, overallStatus, tools });
  } catch (error) {
    context.notify({
      id: 'health.not_remembered',
      severity: 'warn',
      message: `The result could not be kept for aim status: ${(error as Error).message}`,
    });
  }
}

function worse(
  known: 'ok' | 'warn' | 'fail' | undefined,
  check: CheckResult,
): 'ok' | 'warn' | 'fail' {
  const rank: Partial<Record<CheckStatus, number>> = { warn: 1, fail: 2 };
  const level = Math.max(rank[known ?? 'ok'] ?? 0, rank[check.status] ?? 0);
  return (['ok', 'warn', 'fail'] as const)[level] ?? 'ok';
}
