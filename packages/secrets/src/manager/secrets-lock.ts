import { withLock, type AimPaths } from '@aim/core';
import { join } from 'node:path';

/** Does the work while no other process changes secrets. @throws AimError `lock.busy` after 30 s */
export function withSecretsLock<T>(
  paths: Pick<AimPaths, 'secretsDir'>,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(paths.secretsDir, 'secrets.lock');
  return withLock(path, { what: 'the secrets', waitMs: 30_000 }, work);
}
