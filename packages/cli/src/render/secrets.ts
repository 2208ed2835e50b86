import type { SecretInfo } from '@aim/services';

/** A heading and one row for each secret. */
export function secretRows(secrets: readonly SecretInfo[]): string[][] {
  const rows = secrets.map((secret) => [
    secret.name,
    secret.backend,
    existence(secret),
    secret.updatedAt.slice(0, 10),
    secret.expiresAt?.slice(0, 10) ?? '-',
    secret.description,
  ]);
  return [['NAME', 'STORE', 'THERE', 'CHANGED', 'EXPIRES', 'DESCRIPTION'], ...rows];
}

/** The last known answer of the store; "unknown" when it was never asked. */
export function existence(secret: SecretInfo): string {
  if (secret.exists === null) return 'unknown';
  return secret.exists ? 'yes' : 'no';
}
