import { aiTools } from './checks/ai-tools.js';
import { architecture } from './checks/architecture.js';
import { auditLog } from './checks/audit-log.js';
import { broken } from './checks/broken.js';
import { busyLocks } from './checks/busy-locks.js';
import { channelLag } from './checks/channel-lag.js';
import { clock } from './checks/clock.js';
import { config } from './checks/config.js';
import { cooldown } from './checks/cooldown.js';
import { diskSpace } from './checks/disk-space.js';
import { duplicates } from './checks/duplicates.js';
import { effectiveVersion } from './checks/effective-version.js';
import { endpoints } from './checks/endpoints.js';
import { halfUpdates } from './checks/half-updates.js';
import { interpreters } from './checks/interpreters.js';
import { keys } from './checks/keys.js';
import { localModels } from './checks/local-models.js';
import { lockDrift } from './checks/lock-drift.js';
import { lockFile } from './checks/lock-file.js';
import { loginOverride } from './checks/login-override.js';
import { managerVersions } from './checks/manager-versions.js';
import { managers } from './checks/managers.js';
import { missing } from './checks/missing.js';
import { nativeParts } from './checks/native-parts.js';
import { networkSettings } from './checks/network-settings.js';
import { onPath } from './checks/on-path.js';
import { outdated } from './checks/outdated.js';
import { ownFiles } from './checks/own-files.js';
import { path } from './checks/path.js';
import { pathOrder } from './checks/path-order.js';
import { permissions } from './checks/permissions.js';
import { pins } from './checks/pins.js';
import { python } from './checks/python.js';
import { pythonRange } from './checks/python-range.js';
import { requiredCommands } from './checks/required-commands.js';
import { requiredPaths } from './checks/required-paths.js';
import { runtimes } from './checks/runtimes.js';
import { secretsVault } from './checks/secrets-vault.js';
import { selfUpdate } from './checks/self-update.js';
import { shadowed } from './checks/shadowed.js';
import { signatures } from './checks/signatures.js';
import { tampered } from './checks/tampered.js';
import { unowned } from './checks/unowned.js';
import { versionManagers } from './checks/version-managers.js';
import { withdrawn } from './checks/withdrawn.js';
import { wslLeak } from './checks/wsl-leak.js';
import type { HealthCheck } from './types.js';

/** The checks of this package, by group and in the order in which they are shown. */
export const healthChecks: readonly HealthCheck[] = [
  config,
  lockFile,
  requiredCommands,
  requiredPaths,
  path,
  pathOrder,
  permissions,
  diskSpace,
  clock,
  aiTools,
  missing,
  onPath,
  shadowed,
  duplicates,
  broken,
  architecture,
  unowned,
  versionManagers,
  wslLeak,
  pins,
  lockDrift,
  effectiveVersion,
  selfUpdate,
  outdated,
  channelLag,
  cooldown,
  withdrawn,
  tampered,
  signatures,
  halfUpdates,
  python,
  runtimes,
  interpreters,
  pythonRange,
  nativeParts,
  managers,
  managerVersions,
  busyLocks,
  networkSettings,
  secretsVault,
  keys,
  loginOverride,
  endpoints,
  localModels,
  ownFiles,
  auditLog,
];
