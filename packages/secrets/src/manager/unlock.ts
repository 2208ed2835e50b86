import { AimError, isAimError } from '@aim/core';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { agentSocket, isAgentSocket } from '../store/agent/agent-socket.js';
import { askAgent } from '../store/agent/ask-agent.js';
import { startAgent } from '../store/agent/start-agent.js';
import { vaultPath } from '../store/file/file-store.js';
import { readGuardedFile } from '../store/file/guarded-file.js';
import { openVault, parseHeader, type VaultHeader } from '../store/file/vault-format.js';
import { stretch } from '../store/file/vault-key.js';
import type { SecretsContext } from './secrets-context.js';
import { withSecretsLock } from './secrets-lock.js';

/** The longest that a vault stays unlocked, in ms. */
export const maxUnlockMs = 12 * 3_600_000;

/** Until when a vault is unlocked. */
export interface Unlocked {
  vault: string;
  /** RFC 3339 in UTC. */
  until: string;
}

/**
 * Checks that there is a vault that a passphrase opens. Opens nothing.
 *
 * @throws AimError `usage.invalid` when there is none, or its key is kept elsewhere; `file.*`,
 *   `secret.corrupt`
 */
export function checkUnlock(context: SecretsContext): string {
  return sealedVault(context).path;
}

/**
 * Proves the passphrase by opening the vault, and leaves a process that gives its key to this
 * user's AIM for `forMs`, which is from 1 s to 12 h. An earlier one is ended.
 *
 * @throws AimError `secret.denied` for another passphrase; `secret.unavailable` when the process
 *   does not start; as `checkUnlock`
 */
export async function unlockVault(
  context: SecretsContext,
  passphrase: string,
  forMs: number,
): Promise<Unlocked> {
  if (!(forMs >= 1000 && forMs <= maxUnlockMs)) {
    throw new AimError('usage.invalid', 'A vault can be unlocked for 1 second to 12 hours');
  }
  const { host, paths } = context;
  return withSecretsLock(paths, async () => {
    const { path, bytes, header } = sealedVault(context);
    const key = await stretch(passphrase, header);
    prove(bytes, key, path);
    await lockVault(context);
    const { helperFile } = await context.keychain();
    const file = join(dirname(helperFile), 'vault-agent.mjs');
    const socket = agentSocket(host, paths, path);
    const until = new Date(host.now().getTime() + forMs).toISOString();
    await startAgent({ host, file, socket, vault: path, salt: header.salt, key, forMs });
    key.fill(0);
    return { vault: path, until };
  });
}

/**
 * Ends the process that keeps the vault unlocked; false when there was none.
 *
 * @throws AimError `secret.timeout` when it does not answer: nobody can reach it any more, and it
 *   ends at its time; `file.insecure` when its socket is another user's
 */
export async function lockVault({ host, paths }: SecretsContext): Promise<boolean> {
  const vault = vaultPath(paths);
  const socket = agentSocket(host, paths, vault);
  if (!isAgentSocket(socket, host)) return false;
  const reply = await askAgent(socket, { op: 'lock', vault });
  if (host.platform !== 'win32') fs.rmSync(socket, { force: true });
  if (reply.state === 'locked') return true;
  if (reply.state !== 'failed') return false;
  const message = `The agent that keeps the vault unlocked does not answer: ${reply.reason}`;
  throw new AimError('secret.timeout', message, {
    hint: `Its socket was removed. End the process itself: pgrep -f '${socket}'`,
    details: { reason: reply.reason, socket },
  });
}

function sealedVault({ host, paths }: SecretsContext): {
  path: string;
  bytes: Buffer;
  header: VaultHeader;
} {
  const path = vaultPath(paths);
  const bytes = readGuardedFile(path, host);
  if (bytes === undefined) {
    throw new AimError('usage.invalid', `There is no vault to unlock: ${path}`, {
      hint: 'aim secrets backend says where secrets are',
      details: { path },
    });
  }
  const header = parseHeader(bytes, path);
  if (header.keySource === 'passphrase') return { path, bytes, header };
  throw new AimError('usage.invalid', `The vault is not sealed with a passphrase: ${path}`, {
    hint: 'It needs no unlocking. AIM_PASSPHRASE_FILE=FILE adds a passphrase at the next set',
    details: { path },
  });
}

// A changed vault and another passphrase look the same; the second is what happens.
function prove(bytes: Buffer, key: Buffer, path: string): void {
  try {
    openVault(bytes, key, path);
  } catch (error) {
    if (!isAimError(error)) throw error;
    throw new AimError('secret.denied', `The passphrase does not open the vault ${path}`, {
      hint: 'Nothing was unlocked. Try again: aim secrets unlock',
      details: { path },
    });
  }
}
