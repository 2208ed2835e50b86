import type { Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';

/**
 * False where no keychain can answer and asking would only cost time: on Linux without a session
 * bus. Opens no connection.
 */
export function canHaveKeychain(host: Pick<Host, 'platform' | 'env'>): boolean {
  if (host.platform !== 'linux' || host.env['DBUS_SESSION_BUS_ADDRESS']) return true;
  const runtime = host.env['XDG_RUNTIME_DIR'];
  return Boolean(runtime) && fs.existsSync(join(runtime as string, 'bus'));
}
