import { aimPaths, loadConfig, systemHost } from '@aim/core';
import type { SetResult } from './change-secret.js';
import type { SecretsOptions } from './secrets-context.js';
import { SecretsManager } from './secrets-manager.js';

/**
 * A manager for this user: where `backend` is not given, the configuration says where new secrets
 * go. It is read when that is first needed; a project's file that is not trusted has no say.
 *
 * Its methods throw `config.*` as well, except those that only read the index.
 */
export function getSecretsManager(options: Partial<SecretsOptions> = {}): SecretsManager {
  const host = options.host ?? systemHost();
  const paths = options.paths ?? aimPaths(host);
  const configured = async () => (await loadConfig(host, paths)).config.secrets?.backend;
  return new SecretsManager({ ...options, host, paths, backend: options.backend ?? configured });
}

/** Stores a value as `service/name`, where the configuration of this user says. */
export async function storeSecret(
  service: string,
  name: string,
  value: string,
): Promise<SetResult> {
  return getSecretsManager().setSecret(`${service}/${name}`, value);
}

/** The value of `service/name` in this user's own store, or undefined when there is none. */
export async function getSecret(service: string, name: string): Promise<string | undefined> {
  return getSecretsManager().getSecret(`${service}/${name}`);
}
