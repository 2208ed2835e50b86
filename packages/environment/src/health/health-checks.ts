import { aiTools } from './checks/ai-tools.js';
import { broken } from './checks/broken.js';
import { config } from './checks/config.js';
import { duplicates } from './checks/duplicates.js';
import { keys } from './checks/keys.js';
import { missing } from './checks/missing.js';
import { path } from './checks/path.js';
import { python } from './checks/python.js';
import { requiredCommands } from './checks/required-commands.js';
import { requiredPaths } from './checks/required-paths.js';
import { secretsVault } from './checks/secrets-vault.js';
import type { HealthCheck } from './types.js';

/** All checks, in the order in which they are shown. A new one is a file and a row here. */
export const healthChecks: readonly HealthCheck[] = [
  config,
  python,
  requiredCommands,
  requiredPaths,
  aiTools,
  secretsVault,
  path,
  duplicates,
  broken,
  missing,
  keys,
];
