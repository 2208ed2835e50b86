import { AimError, countOf, didYouMean, isAimError, type Finding, type StoreId } from '@aim/core';
import {
  checkSecretName,
  checkSecretValue,
  parseExpiry,
  referenceAbsent,
  type KeychainState,
  type SecretInfo,
  type SetResult,
} from '@aim/secrets';
import type { AimContext } from './context.js';
import { record } from './record.js';

export interface SetSecretRequest {
  name: string;
  value: string;
  description?: string;
  /** RFC 3339 date or date-time. */
  expiresAt?: string;
}

export interface SetSecretPlan {
  name: string;
  /** True when a value of that name would be replaced. */
  replaces: boolean;
  /** Null when only the attempt will show whether there is a keychain. */
  backend: StoreId | null;
}

/** What `setSecret` would do; stores nothing and asks no store. @throws AimError as `setSecret` */
export async function planSetSecret(
  context: AimContext,
  { name, value, expiresAt }: SetSecretRequest,
): Promise<SetSecretPlan> {
  checkSecretName(name);
  checkSecretValue(value);
  if (expiresAt !== undefined) parseExpiry(expiresAt);
  const secrets = await context.secrets();
  const known = await secrets.describeSecret(name);
  // A row whose store never answered is of a first attempt that did not come to its end.
  const isStored = known !== undefined && known.exists !== null;
  const backend = isStored ? known.backend : await nextBackend(context);
  return { name, replaces: isStored, backend };
}

async function nextBackend(context: AimContext): Promise<StoreId | null> {
  const { choice, backend } = await (await context.secrets()).vaultStatus();
  // With the choice left open each new name asks for the keychain first.
  if (choice !== 'auto') return backend;
  return backend === 'keychain' ? 'keychain' : null;
}

/** Stores a secret and answers where, and how well that place protects it. */
export async function setSecret(
  context: AimContext,
  request: SetSecretRequest,
): Promise<SetResult> {
  const { name, value, description, expiresAt } = request;
  const secrets = await context.secrets();
  const result = await secrets.setSecret(name, value, {
    ...(description === undefined ? {} : { description }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  await record(context, {
    event: 'secret_set',
    message: `secret ${result.created ? 'stored' : 'replaced'}: ${name}`,
    details: { key: name, backend: result.backend, success: true },
  });
  return result;
}

/** What is known of one secret, without asking its store. @throws AimError `secret.absent` */
export async function describeSecret(context: AimContext, name: string): Promise<SecretInfo> {
  const found = await (await context.secrets()).describeSecret(name);
  if (found === undefined) throw await absent(context, name);
  return found;
}

/** Names and facts of all secrets; no store is opened. */
export async function listSecrets(context: AimContext): Promise<SecretInfo[]> {
  return (await context.secrets()).listSecrets();
}

/** The same after asking every store whether the value is still there. */
export async function verifySecrets(context: AimContext): Promise<SecretInfo[]> {
  const verified = await (await context.secrets()).verifySecrets();
  await recordVerify(context, verified.length);
  return verified;
}

/** That the stores were asked for all secrets, which reads them. */
export function recordVerify(context: AimContext, count: number): Promise<void> {
  return record(context, {
    event: 'secret_verify',
    message: `stores asked for ${countOf(count, 'secret')}`,
    details: { count, success: true },
  });
}

/**
 * What to say of secrets that expire within 14 days, or have: something at most twice a day, and
 * nothing when it cannot be found out. Opens no store.
 */
export async function expiryWarnings(context: AimContext): Promise<Finding[]> {
  try {
    const expiring = await (await context.secrets()).listExpiring();
    if (expiring.length === 0) return [];
    return (await import('./expiry-warnings.js')).expiryWarnings(context, expiring);
  } catch (error) {
    if (!isAimError(error)) throw error;
    return [];
  }
}

/** @throws AimError `secret.absent` */
export async function deleteSecret(context: AimContext, name: string): Promise<void> {
  const deleted = await (await context.secrets()).deleteSecret(name);
  if (!deleted) throw await absent(context, name);
  await record(context, {
    event: 'secret_delete',
    message: `secret deleted: ${name}`,
    details: { key: name, success: true },
  });
}

/** Asks the keychain whether it would answer. Starts one helper process. */
export async function probeKeychain(context: AimContext): Promise<KeychainState> {
  return (await context.secrets()).probeKeychain();
}

/**
 * The error for a name that nothing is stored under, with the name that may have been meant.
 *
 * @param variable - what it was wanted for; the name is not repeated when that is another one, as
 *   `ENV=VALUE`, the way of other programs, would show a value
 */
export async function absent(
  context: AimContext,
  name: string,
  variable = name,
): Promise<AimError> {
  const names = (await listSecrets(context)).map((secret) => secret.name);
  if (variable !== name) {
    const hint = didYouMean(name, names) ?? 'ENV=KEY takes the name of a secret: aim secrets list';
    return referenceAbsent(variable, hint);
  }
  return new AimError('secret.absent', `No secret named ${name}`, {
    hint: didYouMean(name, names) ?? `Store it with: aim secrets set ${name}`,
    details: { name },
  });
}
