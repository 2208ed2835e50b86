import type { AimContext, AimOptions } from '../context.js';
import type { PlannedInstall } from '../install/plan-installs.js';
import type { LockRequest, LockResult } from '../lock.js';
import type { VersionCheck, VersionCheckRequest } from '../version-check.js';
import type { PinRequest, PinResult } from '../version-pin.js';
import type { VersionReport, VersionReportRequest } from '../version-report.js';
import type { SyncRequest } from '../version-sync.js';
import type { VersionWhy } from '../version-why.js';

/** What AIM does with versions: pins, the lock, and what differs from them. */
export interface VersionUseCases {
  /** Configuration, lock and machine side by side; starts no process. */
  checkVersions: (request?: VersionCheckRequest) => Promise<VersionCheck>;
  /** A check as text that may be given to others. */
  versionReport: (check: VersionCheck, request: VersionReportRequest) => Promise<VersionReport>;
  /** Why a tool has the version that it has. */
  versionWhy: (tool: string, options?: { online?: boolean }) => Promise<VersionWhy>;
  pinVersion: (request: PinRequest) => Promise<PinResult>;
  unpinVersion: (request: Omit<PinRequest, 'version'>) => Promise<PinResult>;
  /** Resolves what the configuration asks for, and writes the lock beside it. */
  lock: (request?: LockRequest) => Promise<LockResult>;
  /** Plans what makes the machine what the lock says; changes nothing until its `apply`. */
  planSync: (request?: SyncRequest) => Promise<PlannedInstall>;
  lockSchema: () => Promise<Record<string, unknown>>;
}

/** Each loads its code when it is called. */
export function versionUseCases(context: AimContext, options: AimOptions): VersionUseCases {
  const pins = () => import('../version-pin.js');
  return {
    checkVersions: async (request) =>
      (await import('../version-check.js')).checkVersions(context, request),
    versionReport: async (check, request) =>
      (await import('../version-report.js')).versionReport(context, check, request),
    versionWhy: async (tool, asking) =>
      (await import('../version-why.js')).versionWhy(context, tool, asking),
    pinVersion: async (request) => (await pins()).pinVersion(context, options, request),
    unpinVersion: async (request) => (await pins()).unpinVersion(context, options, request),
    lock: async (request) => (await import('../lock.js')).lock(context, request),
    planSync: async (request) => (await import('../version-sync.js')).planSync(context, request),
    lockSchema: async () => {
      const { lockSchema } = await import('@aim/environment');
      return lockSchema();
    },
  };
}
