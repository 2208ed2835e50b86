import type { Host } from '@aim/core';
import { dpkgDatabase, type DpkgDatabase } from './dpkg-database.js';

/** What the probes of one detection share. */
export interface OwnerContext {
  host: Host;
  /** The folder below which `usr` lies. */
  systemRoot: string;
  /** Read when first asked, and then once. */
  dpkg: DpkgDatabase;
}

export function ownerContext(host: Host, systemRoot: string): OwnerContext {
  return { host, systemRoot, dpkg: dpkgDatabase(systemRoot) };
}
