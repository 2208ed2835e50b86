import { lastAuditRecord, type AuditRecord, type ConfigSource, type Finding } from '@aim/core';
import type { LatestVersions } from '@aim/environment';
import type { Tool } from '@aim/registry';
import type { SecretInfo, VaultStatus } from '@aim/secrets';
import { existsSync } from 'node:fs';
import type { AimContext } from './context.js';
import { configFindings } from './facts/config-findings.js';
import { configuredTools } from './facts/configured-tools.js';
import { readLastHealth } from './facts/last-health.js';
import { latestFile } from './facts/latest-file.js';
import type { LatestInput } from './facts/read-latest.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { toolStatus, type ToolStatus } from './facts/tool-status.js';

export interface StatusOptions {
  /** Runs programs whose owner, and so whose version, nothing on disk tells. */
  probe?: boolean;
  /** Asks npm's registry, the Python index and Homebrew for the latest versions that are not known as of the last hour. */
  online?: boolean;
  /** Keeps the answer: the next dashboard shows it until it has a new one. */
  keep?: boolean;
}

export interface Status {
  tools: ToolStatus[];
  vault: VaultStatus;
  secrets: SecretInfo[];
  config: Pick<ConfigSource, 'kind' | 'path' | 'trusted'>[];
  healthCheckedAt: string | null;
  lastEvent: AuditRecord | null;
  findings: Finding[];
}

/**
 * What there is: every tool that is installed or configured, the vault and the names in it, the
 * last audit event.
 * Starts no process and opens no socket unless told to; versions come from the package managers'
 * metadata, the latest ones from what was last asked.
 *
 * @throws AimError of an atomic write, when `online` cannot keep the answers
 */
export async function status(context: AimContext, options: StatusOptions = {}): Promise<Status> {
  const facts = await gatherToolFacts(context);
  const { registry, loaded, presence } = facts;
  const health = readLastHealth(context.paths);
  const wanted = new Set(configuredTools(loaded.config));
  const shown = [...registry.tools.values()].filter(
    (tool) => presence.get(tool.id)?.installed === true || wanted.has(tool.id),
  );
  const latest = await latestVersions(context, {
    shown,
    presence,
    online: options.online === true,
  });
  const told = shown.map((tool) =>
    toolStatus(tool, { facts, context, latest: latest(tool), health: health?.tools[tool.id] }),
  );
  const secrets = await context.secrets();
  const { place } = await context.audit();
  const answer: Status = {
    tools: options.probe === true ? await probed(told, context) : told,
    vault: await secrets.vaultStatus(),
    secrets: await secrets.listSecrets(),
    config: loaded.sources.map(({ kind, path, trusted }) => ({ kind, path, trusted })),
    healthCheckedAt: health?.checkedAt ?? null,
    lastEvent: place === undefined ? null : (lastAuditRecord(place) ?? null),
    findings: configFindings(loaded.sources),
  };
  if (options.keep === true) {
    const { keepStatusSnapshot } = await import('./facts/status-snapshot.js');
    keepStatusSnapshot(context, answer);
  }
  return answer;
}

/** Loads nothing where nobody ever asked. */
async function latestVersions(
  context: AimContext,
  input: Omit<LatestInput, 'file'>,
): Promise<(tool: Tool) => LatestVersions | null> {
  const file = latestFile(context.paths);
  if (!input.online && !existsSync(file)) return () => null;
  const { readLatest } = await import('./facts/read-latest.js');
  return readLatest(context, { ...input, file });
}

async function probed(tools: readonly ToolStatus[], context: AimContext): Promise<ToolStatus[]> {
  const { probeTools } = await import('./probe-tools.js');
  return probeTools(tools, context);
}
