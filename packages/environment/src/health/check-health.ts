import { AimError, didYouMean, messageOf, stripControls, type Host } from '@aim/core';
import type { ToolPresence } from '../detect/types.js';
import { healthChecks } from './health-checks.js';
import type {
  CheckFinding,
  CheckResult,
  CheckSelection,
  CheckStatus,
  HealthCheck,
  HealthInput,
  HealthReport,
} from './types.js';

/**
 * Runs the health checks. A check that throws becomes a finding of status `unknown` and stops no
 * other. With `environment.healthChecks.enabled: false` all but `config` are skipped.
 *
 * @throws AimError `usage.invalid` for a check id that does not exist
 */
export async function checkHealth(
  input: HealthInput,
  selection: CheckSelection = {},
): Promise<HealthReport> {
  const chosen = select(selection);
  const checks = (await Promise.all(chosen.map((check) => runCheck(check, input)))).flat();
  const summary = countByStatus(checks);
  return {
    overallStatus: summary.fail > 0 ? 'unhealthy' : summary.warn > 0 ? 'degraded' : 'healthy',
    healthyCount: input.tools.filter((tool) => isHealthy(tool, checks)).length,
    summary,
    checks,
  };
}

/**
 * True for an installed tool about which none of the findings warns or fails.
 */
export function isHealthy(
  tool: Pick<ToolPresence, 'id' | 'installed'>,
  checks: readonly Pick<CheckResult, 'tool' | 'status'>[],
): boolean {
  const isBad = ({ status }: Pick<CheckResult, 'status'>) => status === 'warn' || status === 'fail';
  return tool.installed && !checks.some((check) => check.tool === tool.id && isBad(check));
}

function select({ only, skip }: CheckSelection): HealthCheck[] {
  for (const id of [...(only ?? []), ...(skip ?? [])]) assertKnown(id);
  return healthChecks.filter(
    ({ id }) => (only === undefined || only.includes(id)) && skip?.includes(id) !== true,
  );
}

function assertKnown(id: string): void {
  const ids = healthChecks.map((check) => check.id);
  if (ids.includes(id)) return;
  const suggestion = didYouMean(id, ids);
  const text = `No health check is called ${id}${suggestion === undefined ? '' : `; ${suggestion}`}`;
  throw new AimError('usage.invalid', text, {
    hint: 'aim health --list',
    details: { check: id, known: ids },
  });
}

async function runCheck(check: HealthCheck, input: HealthInput): Promise<CheckResult[]> {
  const started = millis(input.host);
  const findings = await findingsOf(check, input);
  const durationMs = Math.max(0, millis(input.host) - started);
  return findings.map(({ status, message, tool, evidence, fix }) => ({
    id: check.id,
    title: printable(check.title),
    status,
    tool: tool === undefined ? null : printable(tool),
    message: printable(message),
    evidence: evidence === undefined ? null : printable(evidence),
    // Without its control characters a command would be about another file.
    fix: fix === undefined || fix !== printable(fix) ? null : fix,
    durationMs,
  }));
}

/** One line without control characters: findings hold names that others chose. */
function printable(text: string): string {
  return stripControls(text).replace(/[\t\n]+/g, ' ');
}

async function findingsOf(check: HealthCheck, input: HealthInput): Promise<CheckFinding[]> {
  if (check.id !== 'config' && input.config.environment?.healthChecks?.enabled === false) {
    return [{ status: 'skipped', message: 'environment.healthChecks.enabled is false' }];
  }
  try {
    return await check.run(input);
  } catch (error) {
    return [{ status: 'unknown', message: `The check itself failed: ${messageOf(error)}` }];
  }
}

function millis(host: Host): number {
  return host.now().getTime();
}

function countByStatus(checks: readonly CheckResult[]): Record<CheckStatus, number> {
  const counts = { ok: 0, info: 0, warn: 0, fail: 0, skipped: 0, unknown: 0 };
  for (const { status } of checks) counts[status] += 1;
  return counts;
}
