import { AimError, startDetached, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { makeSocketFolder } from './agent-socket.js';

export interface AgentStart {
  host: Host;
  /** The agent's program, which lies beside the keychain's helper. */
  file: string;
  socket: string;
  vault: string;
  salt: Buffer;
  key: Buffer;
  /** After this many ms it ends by itself. */
  forMs: number;
}

/** How long the agent may take until it listens, in ms. */
const startDeadlineMs = 10_000;

/**
 * Starts the agent, which goes on after this process. It has the key from its stdin, and no
 * variable of this process. Nobody may listen on the socket.
 *
 * @throws AimError `secret.unavailable` when it does not start; `file.insecure` for its folder
 */
export async function startAgent(start: AgentStart): Promise<void> {
  const { host, file, socket, vault, salt, key, forMs } = start;
  makeSocketFolder(socket, host);
  if (host.platform !== 'win32') fs.rmSync(socket, { force: true });
  const root = host.env['SystemRoot'];
  const request = { vault, salt: salt.toString('hex'), key: key.toString('base64'), forMs };
  try {
    await startDetached({
      file: process.execPath,
      args: [file, socket],
      // Node needs it on Windows.
      env: root === undefined ? {} : { SystemRoot: root },
      cwd: host.platform === 'win32' ? host.tmp : '/',
      input: `${JSON.stringify(request)}\n`,
      ready: 'output',
      deadlineMs: startDeadlineMs,
    });
  } catch (cause) {
    const message = 'The agent that keeps the vault unlocked did not start';
    throw new AimError('secret.unavailable', message, {
      hint: 'Use a file of mode 0600 instead: export AIM_PASSPHRASE_FILE=FILE',
      details: { socket },
      cause,
    });
  }
}
