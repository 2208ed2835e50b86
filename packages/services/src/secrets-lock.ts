import { isAimError } from '@aim/core';
import type { Unlocked } from '@aim/secrets';
import type { AimContext } from './context.js';
import { record } from './record.js';

/** The vault that `unlockSecrets` would unlock. @throws AimError `usage.invalid` for none */
export async function planUnlock(context: AimContext): Promise<string> {
  return (await context.secrets()).checkUnlock();
}

/**
 * Unlocks the vault for this user's processes, for `forMs` from 1 s to 12 h.
 *
 * @throws AimError `secret.denied` for another passphrase, `secret.unavailable`, `usage.invalid`
 */
export async function unlockSecrets(
  context: AimContext,
  passphrase: string,
  forMs: number,
): Promise<Unlocked> {
  try {
    const unlocked = await (await context.secrets()).unlock(passphrase, forMs);
    await record(context, {
      event: 'secret_unlock',
      message: `vault unlocked until ${unlocked.until}`,
      details: { ...unlocked, success: true },
    });
    return unlocked;
  } catch (error) {
    await record(context, {
      event: 'secret_unlock',
      message: 'vault not unlocked',
      severity: 'warning',
      details: { success: false, code: isAimError(error) ? error.code : 'internal.bug' },
    });
    throw error;
  }
}

/** Locks the vault again; that it was locked is no failure. @throws AimError `secret.timeout` */
export async function lockSecrets(context: AimContext): Promise<{ wasUnlocked: boolean }> {
  const wasUnlocked = await (await context.secrets()).lock();
  await record(context, {
    event: 'secret_lock',
    message: wasUnlocked ? 'vault locked' : 'vault locked: it was not unlocked',
    details: { wasUnlocked, success: true },
  });
  return { wasUnlocked };
}
