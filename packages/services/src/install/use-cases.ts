import type { AimContext } from '../context.js';
import type { Adoption } from './adopt.js';
import type { OutdatedTool } from './outdated.js';
import type { InstallRequest, PlannedInstall } from './plan-installs.js';

/** The use cases of installing. */
export interface InstallUseCases {
  /** Plans so that tools are there; changes nothing until its `apply`. */
  planInstall: (request: InstallRequest) => Promise<PlannedInstall>;
  planUpdate: (request: Pick<InstallRequest, 'tools'>) => Promise<PlannedInstall>;
  planUninstall: (request: Pick<InstallRequest, 'tools' | 'manager'>) => Promise<PlannedInstall>;
  /** Of one tool, or of the last operation. */
  planInstallRollback: (tool?: string) => Promise<PlannedInstall>;
  /** Writes into the configuration what is installed and whose it is. */
  adoptTools: (names: readonly string[], options?: { dryRun?: boolean }) => Promise<Adoption>;
  /** Asks the registries for newer versions. */
  outdatedTools: () => Promise<OutdatedTool[]>;
}

/** Each loads its code when it is called. */
export function installUseCases(context: AimContext): InstallUseCases {
  const plans = () => import('./plan-installs.js');
  return {
    planInstall: async (request) => (await plans()).planInstallation(context, request),
    planUpdate: async (request) => (await plans()).planUpdate(context, request),
    planUninstall: async (request) => (await plans()).planUninstall(context, request),
    planInstallRollback: async (tool) => (await plans()).planRollback(context, tool),
    adoptTools: async (names, options) =>
      (await import('./adopt.js')).adoptTools(context, names, options),
    outdatedTools: async () => (await import('./outdated.js')).outdated(context),
  };
}
