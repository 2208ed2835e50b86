import { isAimError, type Asker } from '@aim/core';
import { checkSecretName } from '@aim/secrets';
import type { AimContext } from './context.js';
import { ensureHumanRead } from './human-read.js';
import { record } from './record.js';
import { absent } from './secrets.js';

/**
 * The value of a secret for a person to see.
 *
 * @throws AimError `secret.invalid_name`, `secret.agent_refused`, `secret.absent`, or what the store
 *   answered instead of a value
 */
export async function getSecret(context: AimContext, name: string): Promise<string> {
  checkSecretName(name);
  const asker = await ensureHumanRead(context, { keys: [name], done: 'shown' });
  return readFor(context, name, { asker });
}

/** Reads a secret and records who asked, and for what else than to see it. @throws AimError as `getSecret` */
export async function readFor(
  context: AimContext,
  name: string,
  by: { asker: Asker; to?: 'clipboard' },
): Promise<string> {
  const secrets = await context.secrets();
  try {
    const value = await secrets.getSecret(name);
    if (value === undefined) throw await absent(context, name);
    await recordRead(context, name, { ...by, failure: null });
    return value;
  } catch (error) {
    const failure = isAimError(error) ? error.code : 'internal.bug';
    await recordRead(context, name, { ...by, failure });
    throw error;
  }
}

function recordRead(
  context: AimContext,
  name: string,
  { asker, to, failure }: { asker: Asker; to?: 'clipboard'; failure: string | null },
): Promise<void> {
  return record(context, {
    event: 'secret_get',
    message: `secret ${failure === null ? 'read' : 'not read'}: ${name}`,
    severity: failure === null ? 'info' : 'warning',
    details: {
      key: name,
      success: failure === null,
      ...(failure !== null && { code: failure }),
      ...(to !== undefined && { to }),
      asker,
    },
  });
}
