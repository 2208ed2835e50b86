import { createConfigFile, type AimConfig } from '@aim/core';
import { detectTools } from '@aim/environment';
import { buildRegistry } from '@aim/registry';
import type { AimContext, AimOptions } from '../context.js';
import { record } from '../record.js';
import { describeMachine } from './describe-machine.js';
import { changedFile, keepTrust, type TrustAfterChange } from './target.js';

export interface InitConfigRequest {
  /** Writes the installed versions down as pins. */
  pin?: boolean;
  /** Makes the project's file, not the user's. */
  project?: boolean;
  dryRun?: boolean;
}

export interface InitConfigResult {
  file: string;
  config: AimConfig;
  /** Of a project's file; null for any other, and when nothing was written. */
  trust: TrustAfterChange | null;
  dryRun: boolean;
}

/**
 * Makes a configuration file of what is on the machine: the installed tools, their packages, and
 * for each capability a chain of the tools that are here. Starts no program, reads no other
 * configuration, and never replaces a file.
 *
 * @throws AimError `file.exists`, `file.permission`, `lock.busy`, `usage.invalid`
 */
export async function initConfig(
  context: AimContext,
  options: AimOptions,
  { pin = false, project = false, dryRun = false }: InitConfigRequest,
): Promise<InitConfigResult> {
  const file = changedFile(context, options, project);
  const registry = buildRegistry(context.catalogue, {});
  const presence = detectTools([...registry.tools.values()], context.host);
  const config = describeMachine(registry, presence, { pin });
  const text = `${JSON.stringify(config, null, 2)}\n`;
  await createConfigFile(file, text, { dryRun });
  if (dryRun) return { file, config, trust: null, dryRun };
  const trust = project ? await keepTrust(context, file, { before: undefined, after: text }) : null;
  await record(context, {
    event: 'config_update',
    message: `configuration made: ${file}`,
    details: { file, ...(trust === 'kept' && { trusted: true }) },
  });
  return { file, config, trust, dryRun };
}
