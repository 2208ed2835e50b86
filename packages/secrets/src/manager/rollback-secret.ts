import { setSecret, type SetResult } from './change-secret.js';
import type { SecretsContext } from './secrets-context.js';
import { readVersion } from './versions.js';

/** Stores a kept version again, with the expiry that it had. @throws AimError as `readVersion`, `setSecret` */
export async function rollbackSecret(
  context: SecretsContext,
  name: string,
  version?: number,
): Promise<SetResult> {
  const { value, expiresAt } = await readVersion(context, name, version);
  return setSecret(context, { name, value, details: expiresAt === undefined ? {} : { expiresAt } });
}
