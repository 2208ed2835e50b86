import { lastAuditRecord, type AuditRecord, type ConfigSource, type Finding } from '@aim/core';
import type { Channel } from '@aim/environment';
import { needsProgram, shownAddress, type Tool } from '@aim/registry';
import type { SecretInfo, VaultStatus } from '@aim/secrets';
import type { AimContext } from './context.js';
import { configFindings } from './facts/config-findings.js';
import { configuredTools } from './facts/configured-tools.js';
import { readLastHealth } from './facts/last-health.js';
import { pinnedVersion } from './facts/pins.js';
import { gatherToolFacts, type KeyState } from './facts/tool-facts.js';

export interface ToolStatus {
  id: string;
  name: string;
  /** True also for an endpoint or an adapter, which need no program. */
  installed: boolean;
  version: string | null;
  channel: Channel | null;
  /** The program, the endpoint or the adapter. */
  path: string | null;
  /** How many different files of this tool are on the machine. */
  copies: number;
  pinned: string | null;
  key: KeyState;
  /** The last known result of `aim health`, null when it was never asked. */
  health: 'ok' | 'warn' | 'fail' | null;
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
 * Starts no process and opens no socket; versions come from the package managers' metadata.
 */
export async function status(context: AimContext): Promise<Status> {
  const { registry, loaded, presence, keyOf } = await gatherToolFacts(context);
  const health = readLastHealth(context.paths);
  const wanted = new Set(configuredTools(loaded.config));
  const tools = [...registry.tools.values()].flatMap((tool): ToolStatus[] => {
    const found = presence.get(tool.id);
    if (found?.installed !== true && !wanted.has(tool.id)) return [];
    return [
      {
        id: tool.id,
        name: tool.name,
        installed: found?.installed === true || !needsProgram(tool),
        version: found?.version ?? null,
        channel: found?.channel ?? null,
        path: found?.path ?? placeOf(tool),
        copies: found?.copies.length ?? 0,
        pinned: pinnedVersion(tool, loaded.config),
        key: keyOf(tool),
        health: health?.tools[tool.id] ?? null,
      },
    ];
  });
  const secrets = await context.secrets();
  const auditFile = (await context.audit()).file();
  return {
    tools,
    vault: await secrets.vaultStatus(),
    secrets: await secrets.listSecrets(),
    config: loaded.sources.map(({ kind, path, trusted }) => ({ kind, path, trusted })),
    healthCheckedAt: health?.checkedAt ?? null,
    lastEvent:
      auditFile === undefined ? null : (lastAuditRecord(auditPlace(context, auditFile)) ?? null),
    findings: configFindings(loaded.sources),
  };
}

/** Where a tool is reached that is no program of this machine. */
function placeOf({ adapter }: Tool): string | null {
  if (adapter.kind === 'http') return shownAddress(adapter.endpoint.url);
  return adapter.kind === 'script' ? adapter.script : null;
}

/** Daily files lie in the audit folder; a configured log is one file. */
function auditPlace(context: AimContext, file: string): string {
  return file.startsWith(context.paths.auditDir) ? context.paths.auditDir : file;
}
