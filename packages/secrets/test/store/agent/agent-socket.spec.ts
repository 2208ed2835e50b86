import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import {
  agentSocket,
  isAgentSocket,
  makeSocketFolder,
} from '../../../src/store/agent/agent-socket.js';
import { temporaryHome, withEnv } from '../../support/temporary-home.js';

const vault = '/home/me/vault.aim';

describe('the place of the socket', () => {
  it('is the runtime folder of the user where there is one, else the state folder', () => {
    const home = temporaryHome();
    const runtime = withEnv(home, { XDG_RUNTIME_DIR: home.root });
    expect(dirname(agentSocket(runtime.host, home.paths, vault))).toBe(join(home.root, 'aim'));
    const own = join(home.paths.state, 'agent');
    expect(dirname(agentSocket(home.host, home.paths, vault))).toBe(own);
    const gone = withEnv(home, { XDG_RUNTIME_DIR: join(home.root, 'gone') });
    expect(dirname(agentSocket(gone.host, home.paths, vault))).toBe(own);
  });

  it('is a short one where that path would be too long for a socket', () => {
    const { host, paths, root } = temporaryHome();
    const deep = { ...paths, state: join(root, 'd'.repeat(80)) };
    expect(dirname(agentSocket(host, deep, vault))).toBe(join(root, `aim-${host.uid}`));
  });

  it('is another for each vault, and a pipe on Windows', () => {
    const { host, paths } = temporaryHome();
    expect(agentSocket(host, paths, vault)).not.toBe(agentSocket(host, paths, `${vault}2`));
    const windows = agentSocket({ ...host, platform: 'win32' }, paths, vault);
    expect(windows).toMatch(/^\\\\\.\\pipe\\aim-vault-[0-9a-f]{16}$/);
  });
});

describe('the socket', () => {
  it('is refused where others come in or own it, and is not there when it is not', async () => {
    const { host, paths } = temporaryHome();
    const path = agentSocket(host, paths, vault);
    expect(isAgentSocket(path, host)).toBe(false);
    makeSocketFolder(path, host);
    const server = createServer();
    await once(server.listen(path), 'listening');
    try {
      fs.chmodSync(path, 0o600);
      expect(isAgentSocket(path, host)).toBe(true);
      const insecure = expect.objectContaining({ code: 'file.insecure' });
      const refused = (at = host) => {
        try {
          return isAgentSocket(path, at);
        } catch (error) {
          return error;
        }
      };
      expect(refused({ ...host, uid: (host.uid ?? 0) + 1 })).toEqual(insecure);
      fs.chmodSync(dirname(path), 0o755);
      expect(refused()).toEqual(insecure);
      expect(() => makeSocketFolder(path, host)).toThrow(/lets other users in/);
      fs.chmodSync(dirname(path), 0o700);
      fs.chmodSync(path, 0o620);
      expect(refused()).toEqual(insecure);
    } finally {
      server.close();
    }
    fs.writeFileSync(path, '');
    expect(() => isAgentSocket(path, host)).toThrow(/no socket/);
  });

  it('has no folder that is a link', () => {
    const { host, paths, root } = temporaryHome();
    const path = agentSocket(host, paths, vault);
    fs.mkdirSync(paths.state, { recursive: true });
    fs.symlinkSync(root, dirname(path));
    expect(() => makeSocketFolder(path, host)).toThrow(/no folder/);
  });
});
