import { healthChecks, inGroupOrder, type HealthCheck } from '@aim/environment';
import type { AimContext } from './context.js';
import { breakersCheck } from './health/breakers.js';
import { installationCheck } from './health/installation.js';
import { mcpServers } from './health/mcp-servers.js';
import { credentialFiles, plaintextKeys } from './health/plaintext-keys.js';
import { stateFilesCheck } from './health/state-files.js';
import { toolSettings } from './health/tool-settings.js';

/**
 * Every check of `aim health`, by group: those of the machine, and those that need what only this
 * layer knows, such as how keys look.
 */
export function allHealthChecks(context: AimContext): HealthCheck[] {
  return inGroupOrder([
    ...healthChecks,
    toolSettings,
    mcpServers,
    plaintextKeys,
    credentialFiles,
    breakersCheck(context),
    stateFilesCheck(context),
    installationCheck(context),
  ]);
}
