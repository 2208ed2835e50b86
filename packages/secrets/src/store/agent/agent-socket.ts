import { AimError, isMissing, type AimPaths, type Host } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** The longest path of a socket that every system takes, in bytes. */
const maxSocketPath = 100;

/**
 * Where the agent of a vault listens: a socket of this user alone, or a named pipe on Windows. The
 * name is the vault's, so that each home has its own agent.
 */
export function agentSocket(host: Host, paths: AimPaths, vault: string): string {
  const name = createHash('sha256').update(vault).digest('hex').slice(0, 16);
  if (host.platform === 'win32') return `\\\\.\\pipe\\aim-vault-${name}`;
  const runtime = host.env['XDG_RUNTIME_DIR'];
  const folder =
    runtime && isAbsolute(runtime) && fs.existsSync(runtime)
      ? join(runtime, 'aim')
      : join(paths.state, 'agent');
  const path = join(folder, `vault-${name}.sock`);
  if (Buffer.byteLength(path) <= maxSocketPath) return path;
  return join(host.tmp, `aim-${host.uid}`, `vault-${name}.sock`);
}

/**
 * True when there is a socket that only this user can have made; false when there is none. Always
 * true on Windows, where only the attempt can tell.
 *
 * @throws AimError `file.insecure` when it or its folder belongs to another user or lets others in
 */
export function isAgentSocket(path: string, host: Host): boolean {
  if (host.platform === 'win32') return true;
  const stat = statOf(path);
  if (stat === undefined) return false;
  const folder = statOf(dirname(path));
  if (!stat.isSocket()) throw insecure(path, 'it is no socket');
  refuseOthers(path, stat, host);
  if (folder !== undefined) refuseOthers(dirname(path), folder, host);
  return true;
}

/** Makes the folder of the socket for this user alone. @throws AimError `file.insecure` */
export function makeSocketFolder(path: string, host: Host): void {
  if (host.platform === 'win32') return;
  const folder = dirname(path);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = fs.lstatSync(folder);
  if (!stat.isDirectory()) throw insecure(folder, 'it is no folder');
  refuseOthers(folder, stat, host);
}

function statOf(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function refuseOthers(path: string, stat: fs.Stats, { uid }: Host): void {
  if (stat.uid !== uid) throw insecure(path, `it belongs to user ${stat.uid}, not to ${uid}`);
  if ((stat.mode & 0o077) !== 0) throw insecure(path, 'its mode lets other users in');
}

function insecure(path: string, reason: string): AimError {
  return new AimError('file.insecure', `${path} is not used: ${reason}`, {
    hint: `Make sure that nobody else put it there, then remove it: ls -ld '${path}'`,
    details: { path },
  });
}
