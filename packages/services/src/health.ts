import {
  checkHealth,
  healthChecks,
  type CheckResult,
  type CheckStatus,
  type HealthReport,
} from '@aim/environment';
import { needsProgram } from '@aim/registry';
import type { AimContext } from './context.js';
import { configuredTools } from './facts/configured-tools.js';
import { writeLastHealth, type LastHealth } from './facts/last-health.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { record } from './record.js';

export interface HealthSelection {
  only?: string[];
  skip?: string[];
}

/**
 * Runs the health checks. May ask the keychain (one helper process); starts nothing else.
 *
 * @throws AimError `usage.invalid` for the name of a check that does not exist
 */
export async function health(
  context: AimContext,
  selection: HealthSelection = {},
): Promise<HealthReport> {
  const { registry, loaded, presence, keys } = await gatherToolFacts(context);
  const secrets = await context.secrets();
  const vault = await secrets.vaultStatus();
  // An id that nobody knows counts as a program: that it is missing has to be said.
  const isProgram = (id: string) => {
    const tool = registry.tools.get(id);
    return tool === undefined || needsProgram(tool);
  };
  const { protection } = vault;
  const isKeyInKeychain = protection === 'keychain' || protection === 'vault-keychain';
  const asksKeychain = vault.backend === null || isKeyInKeychain;
  const report = await checkHealth(
    {
      host: context.host,
      config: loaded.config,
      configSources: loaded.sources,
      tools: [...presence.values()].filter(({ id, installed }) => installed || isProgram(id)),
      configuredTools: configuredTools(loaded.config).filter(isProgram),
      defaultKeys: [...registry.tools.values()]
        .filter((tool) => tool.keysAreDefault)
        .map(({ id, name }) => ({ id, name })),
      vault: { ...vault, keychain: asksKeychain ? await secrets.probeKeychain() : null },
      keys: (id) => {
        const tool = registry.tools.get(id);
        return tool === undefined ? 'not-needed' : keys(tool);
      },
    },
    selection,
  );
  remember(context, report);
  await record(context, {
    event: 'health_check',
    message: `health: ${report.overallStatus}`,
    details: { status: report.overallStatus, summary: report.summary },
  });
  return report;
}

/** Every check of the table with what it looks at, for `aim health --list`. */
export function listHealthChecks(): { id: string; title: string; description: string }[] {
  return healthChecks.map(({ id, title, description }) => ({ id, title, description }));
}

function remember(context: AimContext, report: HealthReport): void {
  const tools: LastHealth['tools'] = {};
  for (const check of report.checks) {
    if (check.tool === null) continue;
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
