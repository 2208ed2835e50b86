import { AimError, loadProviderDetails } from '@aim/core';
import { parseExpiry, type Rotated } from '@aim/secrets';
import { questionFor, type KeyFinding, type OnlineAnswer } from '@aim/secrets/check';
import { askAboutKey, type AskingOptions } from './ask-about-key.js';
import type { AimContext } from './context.js';
import { lookAtKey } from './look-at-key.js';
import { record } from './record.js';
import { describeSecret } from './secrets.js';

export interface RotateRequest extends AskingOptions {
  name: string;
  /** The new value. */
  value: string;
  /** How long the old value is kept, in ms. */
  keepMs: number;
  /** When the new value expires: an RFC 3339 date or date-time. */
  expiresAt?: string;
  /** Takes a value that does not look like a key. */
  force?: boolean;
  /** Asks nobody. */
  offline?: boolean;
}

/** What is known of a new value before it is stored; never the value. */
export interface RotationPlan {
  name: string;
  provider: string | null;
  /** The page on which the old key is revoked. */
  revokeAt: string | null;
  findings: KeyFinding[];
  /** Null when nobody was to be asked, or nobody can be. */
  online: OnlineAnswer | null;
}

/**
 * Checks the new value as `checkSecrets` would, and stores nothing.
 *
 * @throws AimError `secret.absent`, `secret.invalid_value`; `usage.invalid` for the value that is
 *   there already; `secret.rejected` when it cannot be a key or the provider rejects it
 */
export async function planRotation(
  context: AimContext,
  request: RotateRequest,
): Promise<RotationPlan> {
  const { name, value, expiresAt, force = false, offline = false } = request;
  await describeSecret(context, name);
  await (await context.secrets()).checkRotation(name, value);
  if (expiresAt !== undefined) parseExpiry(expiresAt);
  const providers = await loadProviderDetails();
  const { owner, findings } = await lookAtKey(context, { name, value, providers });
  const wrong = findings.filter(({ severity }) => severity === 'fail');
  if (wrong.length > 0 && !force) {
    const why = wrong.map(({ message }) => message).join('; ');
    throw await refused(context, why, {
      hint: '--force takes it as it is',
      details: { name, findings: wrong.map(({ id }) => id) },
    });
  }
  const canAsk = owner !== undefined && questionFor(owner.provider.verify, owner.variable);
  const online =
    !canAsk || offline ? null : await askAboutKey(context, owner, { ...request, findings });
  if (online?.result === 'rejected') {
    const why = `${online.asked} rejects it: ${online.reason}`;
    throw await refused(context, why, {
      hint: '--offline asks nobody',
      details: { name, status: online.status },
    });
  }
  const { id: provider = null, consoleUrl: revokeAt = null } = owner?.provider ?? {};
  return { name, provider, revokeAt, findings, online };
}

/**
 * Puts the new value in the place of the old one, which is kept for a time.
 *
 * @param plan - of {@link planRotation}, for the same request
 */
export async function rotateSecret(
  context: AimContext,
  { name, value, keepMs, expiresAt }: RotateRequest,
  plan: RotationPlan,
): Promise<Rotated> {
  const secrets = await context.secrets();
  const rotated = await secrets.rotateSecret(name, {
    value,
    keepMs,
    ...(expiresAt !== undefined && { expiresAt }),
  });
  await record(context, {
    event: 'secret_rotate',
    message: `secret rotated: ${name}`,
    details: {
      key: name,
      backend: rotated.backend,
      checked: plan.online?.result ?? null,
      oldKeptUntil: rotated.old?.retiresAt ?? null,
      success: true,
    },
  });
  return rotated;
}

interface Refusal {
  hint: string;
  details: { name: string } & Record<string, unknown>;
}

async function refused(context: AimContext, why: string, refusal: Refusal): Promise<AimError> {
  const { name } = refusal.details;
  const message = `The new value of ${name} is not stored: ${why}`;
  await record(context, {
    event: 'secret_rotate',
    message: `secret not rotated: ${name}`,
    severity: 'warning',
    details: { key: name, success: false, code: 'secret.rejected' },
  });
  return new AimError('secret.rejected', message, refusal);
}
