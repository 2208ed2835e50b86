import { AimError, didYouMean, messageOf, stripControls, type Host } from '@aim/core';
import type { ToolPresence } from '../detect/types.js';
import { healthChecks } from './health-checks.js';
import { markIgnored } from './ignore.js';
import type { HealthInput } from './input.js';
import { countFindings, countGroups, inGroupOrder } from './summarize.js';
import type {
  CheckFinding,
  CheckOptions,
  CheckResult,
  CheckSelection,
  HealthCheck,
  HealthReport,
} from './types.js';

const defaultDeadlineMs = 8_000;

/**
 * Runs the health checks. A check that throws or takes too long becomes a finding of status
 * `unknown` and stops no other. With `environment.healthChecks.enabled: false` all but `config` are
 * skipped.
 *
 * @throws AimError `usage.invalid` for a check id that does not exist
 */
export async function checkHealth(
  input: HealthInput,
  options: CheckOptions = {},
): Promise<HealthReport> {
  const chosen = select(inGroupOrder(options.checks ?? healthChecks), options);
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  // What checks look up together is kept by these objects: the next run looks again.
  // A copy of the environment is also quicker to look through than the process's own.
  const host = { ...input.host, env: { ...input.host.env } };
  const seen = { ...input, host, paths: { ...input.paths } };
  const checks = (
    await Promise.all(chosen.map((check) => runCheck(check, seen, deadlineMs)))
  ).flat();
  const { summary, ignoredCount } = countFindings(checks);
  return {
    overallStatus: summary.fail > 0 ? 'unhealthy' : summary.warn > 0 ? 'degraded' : 'healthy',
    healthyCount: input.tools.filter((tool) => isHealthy(tool, checks)).length,
    summary,
    ignoredCount,
    groups: countGroups(checks),
    checks,
  };
}

/**
 * True for an installed tool about which none of the findings warns or fails. What is ignored does
 * not count.
 */
export function isHealthy(
  tool: Pick<ToolPresence, 'id' | 'installed'>,
  checks: readonly Pick<CheckResult, 'tool' | 'status' | 'ignored'>[],
): boolean {
  const isBad = ({ status, ignored }: Pick<CheckResult, 'status' | 'ignored'>) =>
    ignored === null && (status === 'warn' || status === 'fail');
  return tool.installed && !checks.some((check) => check.tool === tool.id && isBad(check));
}

function select(checks: readonly HealthCheck[], { only, skip }: CheckSelection): HealthCheck[] {
  const ids = checks.map((check) => check.id);
  for (const id of [...(only ?? []), ...(skip ?? [])]) assertKnown(id, ids);
  return checks.filter(
    ({ id }) => (only === undefined || only.includes(id)) && skip?.includes(id) !== true,
  );
}

function assertKnown(id: string, ids: readonly string[]): void {
  if (ids.includes(id)) return;
  const suggestion = didYouMean(id, ids);
  const text = `No health check is called ${id}${suggestion === undefined ? '' : `; ${suggestion}`}`;
  throw new AimError('usage.invalid', text, {
    hint: 'aim health --list',
    details: { check: id, known: ids },
  });
}

async function runCheck(
  check: HealthCheck,
  input: HealthInput,
  deadlineMs: number,
): Promise<CheckResult[]> {
  const started = millis(input.host);
  const findings = await findingsOf(check, input, deadlineMs);
  const durationMs = Math.max(0, millis(input.host) - started);
  const ignore = input.config.environment?.healthChecks?.ignore;
  return findings
    .map((finding) => resultOf(check, finding, durationMs))
    .map((result) => markIgnored(result, ignore, input.host.now()));
}

function resultOf(check: HealthCheck, finding: CheckFinding, durationMs: number): CheckResult {
  const { status, message, tool, evidence, fix, repair } = finding;
  return {
    id: check.id,
    group: check.group,
    title: printable(check.title),
    status,
    tool: tool === undefined ? null : printable(tool),
    message: printable(message),
    evidence: evidence === undefined ? null : printable(evidence),
    // Without its control characters a command would be about another file.
    fix: fix === undefined || fix !== printable(fix) ? null : fix,
    repair: repair ?? null,
    ignored: null,
    durationMs,
  };
}

/** One line without control characters: findings hold names that others chose. */
function printable(text: string): string {
  return stripControls(text).replace(/[\t\n]+/g, ' ');
}

async function findingsOf(
  check: HealthCheck,
  input: HealthInput,
  deadlineMs: number,
): Promise<CheckFinding[]> {
  if (check.id !== 'config' && input.config.environment?.healthChecks?.enabled === false) {
    return [{ status: 'skipped', message: 'environment.healthChecks.enabled is false' }];
  }
  if (check.isOnline === true && input.network === null) {
    return [{ status: 'skipped', message: 'Asks only with --online' }];
  }
  const late: CheckFinding = {
    status: 'unknown',
    message: `The check had no answer within ${deadlineMs} ms`,
  };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<CheckFinding[]>((resolve) => {
    timer = setTimeout(() => resolve([late]), deadlineMs);
  });
  try {
    return await Promise.race([Promise.resolve(input).then(check.run), deadline]);
  } catch (error) {
    return [{ status: 'unknown', message: `The check itself failed: ${messageOf(error)}` }];
  } finally {
    clearTimeout(timer);
  }
}

function millis(host: Host): number {
  return host.now().getTime();
}
