import { isExpiring } from '../check/check-times.js';
import type { IndexRow } from './index-file.js';

export interface Expiring {
  name: string;
  /** RFC 3339 in UTC. */
  expiresAt: string;
}

/** Secrets that have expired, or will within 14 days, the first to expire first. Pure. */
export function expiringSecrets(secrets: readonly IndexRow[], now: Date): Expiring[] {
  return secrets
    .flatMap(({ name, expiresAt }) =>
      expiresAt !== null && isExpiring(expiresAt, now) ? [{ name, expiresAt }] : [],
    )
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
}
