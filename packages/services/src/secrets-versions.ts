import type { SecretInfo, SecretVersion, SetResult } from '@aim/secrets';
import type { AimContext } from './context.js';
import { record } from './record.js';
import { absent, describeSecret } from './secrets.js';

export interface SecretHistory {
  secret: SecretInfo;
  /** Earlier values, the oldest first; never the values themselves. */
  versions: SecretVersion[];
}

/** What is kept of a secret's earlier values. Opens no store. @throws AimError `secret.absent` */
export async function secretHistory(context: AimContext, name: string): Promise<SecretHistory> {
  const secret = await describeSecret(context, name);
  return { secret, versions: await (await context.secrets()).listVersions(name) };
}

/** The version that a rollback would put back. @throws AimError `secret.absent` */
export async function planRollback(
  context: AimContext,
  name: string,
  version?: number,
): Promise<SecretVersion> {
  await describeSecret(context, name);
  return (await context.secrets()).findVersion(name, version);
}

/** Stores an earlier value again, the latest one unless told. */
export async function rollbackSecret(
  context: AimContext,
  name: string,
  version?: number,
): Promise<SetResult & { version: SecretVersion }> {
  const found = await planRollback(context, name, version);
  const result = await (await context.secrets()).rollbackSecret(name, found.version);
  await record(context, {
    event: 'secret_rollback',
    message: `secret rolled back: ${name} to version ${found.version}`,
    details: { key: name, version: found.version, backend: result.backend, success: true },
  });
  return { ...result, version: found };
}

/** @throws AimError `secret.absent` with the name that may be meant, `secret.exists` */
export async function renameSecret(
  context: AimContext,
  from: string,
  to: string,
): Promise<SecretInfo> {
  await planRename(context, from, to);
  const secret = await (await context.secrets()).renameSecret(from, to);
  await record(context, {
    event: 'secret_rename',
    message: `secret renamed: ${from} to ${to}`,
    details: { key: from, to, success: true },
  });
  return secret;
}

/** Checks a renaming without doing it. @throws AimError as `renameSecret` */
export async function planRename(context: AimContext, from: string, to: string): Promise<void> {
  const secrets = await context.secrets();
  if ((await secrets.describeSecret(from)) === undefined) throw await absent(context, from);
  await secrets.checkRenaming(from, to);
}
