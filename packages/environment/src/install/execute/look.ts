import { detectTools } from '../../detect/detect-tools.js';
import { managers } from '../managers/managers.js';
import { isInstallManager } from '../plan/choose-target.js';
import type { PlannedStep } from '../types.js';
import type { InstallPorts } from './ports.js';

/** What is there of a package, by its manager's metadata. */
export interface Present {
  isThere: boolean;
  version: string | null;
}

/** Reads files only: what the manager of a step has of its package now. */
export function lookAtPackage(step: PlannedStep, { host, tools }: InstallPorts): Present {
  const { manager, package: name, prefix, tool } = step;
  const versionOf = isInstallManager(manager) ? managers[manager].version : undefined;
  if (versionOf !== undefined && name !== null) {
    const version = versionOf(name, prefix, host);
    return { isThere: version !== null, version };
  }
  const detectable = tools.get(tool)?.detectable;
  if (detectable === undefined) return { isThere: false, version: null };
  const [found] = detectTools([detectable], host);
  const copy = found?.copies.find(({ channel }) => manager === 'command' || channel === manager);
  return { isThere: copy !== undefined, version: copy?.version ?? null };
}

/** True when a step has nothing left to do. */
export function isMet({ action, to }: PlannedStep, { isThere, version }: Present): boolean {
  switch (action) {
    case 'uninstall':
      return !isThere;
    case 'install':
      return isThere && (to === null || to === version);
    case 'update':
    case 'downgrade':
      return isThere && to !== null && to === version;
    default:
      return false;
  }
}
