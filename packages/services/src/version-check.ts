import { AimError, packageManagers } from '@aim/core';
import {
  assertFrozen,
  driftSummary,
  lockDifferences,
  readLock,
  type DriftRow,
  type DriftSummary,
  type LockDifference,
} from '@aim/environment';
import type { AimContext } from './context.js';
import { driftOf } from './versions/drift.js';
import { askedTools, lockPlatform, lockScopes, named, type LockScope } from './versions/scopes.js';

export interface VersionCheckRequest {
  /** Only these; every tool that the configuration asks for unless told. */
  tools?: readonly string[];
  /** Only those of this manager. */
  manager?: string;
  /** Asks the registries for the latest versions. */
  online?: boolean;
  /** Refuses where lock and configuration disagree. */
  frozen?: boolean;
}

export interface VersionCheck {
  tools: DriftRow[];
  summary: DriftSummary;
  /** The locks that were held against, with what they lack of their configuration. */
  locks: { file: string; exists: boolean; differences: LockDifference[] }[];
}

/**
 * Configuration, lock and machine side by side. Starts no process; opens a socket only with
 * `online`.
 *
 * @throws AimError `config.invalid`, `lockfile.invalid`, `usage.unknown_tool`, `usage.invalid` for a
 *   manager that AIM does not know; `lockfile.frozen` with `frozen`
 */
export async function checkVersions(
  context: AimContext,
  { tools = [], manager, online = false, frozen = false }: VersionCheckRequest = {},
): Promise<VersionCheck> {
  assertManager(manager);
  const scopes = await lockScopes(context);
  const locks = await Promise.all(
    scopes.map((scope) => lockState(scope, lockPlatform(context.host))),
  );
  if (frozen) for (const { file, differences } of locks) assertFrozen(file, differences);
  const drifted = await driftOf(context, named(await askedTools(scopes), tools), { online });
  const rows = drifted
    .map(({ row }) => row)
    .filter((row) => manager === undefined || row.manager === manager);
  return {
    tools: rows,
    summary: driftSummary(rows),
    locks: locks.filter(({ exists, differences }) => exists || differences.length > 0),
  };
}

async function lockState({ lockFile: file, wishes }: LockScope, platform: string) {
  const lock = await readLock(file);
  const differences = lockDifferences(wishes, lock, platform);
  return { file, exists: lock !== undefined, differences };
}

function assertManager(manager: string | undefined): void {
  const known: readonly string[] = [...packageManagers, 'pnpm', 'bun', 'cargo', 'go'];
  if (manager === undefined || known.includes(manager)) return;
  throw new AimError('usage.invalid', `AIM knows no package manager ${manager}`, {
    hint: `One of ${known.join(', ')}`,
  });
}
