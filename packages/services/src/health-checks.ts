import { healthChecks, inGroupOrder, type HealthCheck } from '@aim/environment';
import type { AimContext } from './context.js';
import { installationCheck } from './health/installation.js';
import { credentialFilesCheck, plaintextKeysCheck } from './health/plaintext-keys.js';
import { stateFilesCheck } from './health/state-files.js';

/**
 * Every check of `aim health`, by group: those of the machine, and those that need what only this
 * layer knows, such as how keys look.
 */
export function allHealthChecks(context: AimContext): HealthCheck[] {
  return inGroupOrder([
    ...healthChecks,
    plaintextKeysCheck(context),
    credentialFilesCheck(context),
    stateFilesCheck(context),
    installationCheck(context),
  ]);
}
