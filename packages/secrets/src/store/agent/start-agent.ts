import { AimError, type Host } from '@aim/core';
import { spawn } from 'node:child_process';
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
  const child = spawn(process.execPath, [file, socket], {
    // Node needs it on Windows.
    env: root === undefined ? {} : { SystemRoot: root },
    cwd: host.platform === 'win32' ? host.tmp : '/',
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const request = { vault, salt: salt.toString('hex'), key: key.toString('base64'), forMs };
  // Its end tells more than a pipe that broke.
  child.stdin.on('error', () => undefined).end(`${JSON.stringify(request)}\n`);
  const isReady = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), startDeadlineMs);
    const decide = (answer: boolean) => () => {
      clearTimeout(timer);
      resolve(answer);
    };
    child.once('error', decide(false)).once('exit', decide(false));
    child.stdout.once('data', decide(true));
  });
  child.stdout.destroy();
  child.unref();
  if (isReady) return;
  child.kill('SIGKILL');
  throw new AimError(
    'secret.unavailable',
    'The agent that keeps the vault unlocked did not start',
    {
      hint: 'Use a file of mode 0600 instead: export AIM_PASSPHRASE_FILE=FILE',
      details: { socket },
    },
  );
}
