import { AimError, isAimError, type AimPaths, type Host } from '@aim/core';
import { agentSocket, isAgentSocket } from './agent-socket.js';
import { askAgent } from './ask-agent.js';

/**
 * The key of a vault that `aim secrets unlock` unlocked. Asks for at most 500 ms.
 *
 * @throws AimError `secret.locked` when it is not unlocked, or its agent cannot be trusted or does
 *   not answer; `details.reason` then says why
 */
export async function agentKey(
  { host, paths }: { host: Host; paths: AimPaths },
  vault: string,
  salt: Buffer,
): Promise<Buffer> {
  const socket = agentSocket(host, paths, vault);
  if (!isTrusted(socket, host)) throw locked();
  const reply = await askAgent(socket, { op: 'key', vault, salt: salt.toString('hex') });
  if (reply.state === 'failed') throw locked(`its agent gives no key: ${reply.reason}`);
  if (reply.state === 'other') throw locked('it was unlocked for another passphrase');
  if (reply.state !== 'key') throw locked();
  const key = Buffer.from(reply.key, 'base64');
  if (key.length !== 32) throw locked('its agent gives no key: its answer makes no sense');
  return key;
}

function isTrusted(socket: string, host: Host): boolean {
  try {
    return isAgentSocket(socket, host);
  } catch (error) {
    if (!isAimError(error)) throw error;
    throw locked(error.message);
  }
}

function locked(reason?: string): AimError {
  const why = reason === undefined ? '' : `; ${reason}`;
  return new AimError('secret.locked', `The vault is sealed with a passphrase${why}`, {
    hint: 'aim secrets unlock, or name a file of mode 0600 that holds it: export AIM_PASSPHRASE_FILE=FILE',
    ...(reason !== undefined && { details: { reason } }),
  });
}
