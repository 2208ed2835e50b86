import { afterEach, describe, expect, it } from '@jest/globals';
import { scryptSync } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { aimOnTerminal } from '../support/pty.js';

const passphrase = 'correct horse battery';
const value = 'sk-sealed-0123456789';

const homes: string[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await aim(['secrets', 'lock'], { home });
});

/** A home with one secret in a vault that a passphrase seals. */
async function sealedHome() {
  const home = tempFolder();
  homes.push(home);
  const file = join(home, 'passphrase');
  fs.writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
  const env = { AIM_PASSPHRASE_FILE: file };
  const input = value;
  expect((await aim(['secrets', 'set', 'KEY', '--stdin'], { home, env, input })).code).toBe(0);
  return { home, env };
}

const show = (home: string) => aim(['secrets', 'get', 'KEY', '--show'], { home });
const unlock = (home: string, ...more: string[]) =>
  aim(['secrets', 'unlock', '--stdin', ...more], { home, input: `${passphrase}\n` });

async function expectLocked(home: string): Promise<void> {
  const answer = await show(home);
  expect([answer.code, answer.stdout]).toEqual([11, '']);
  expect(answer.stderr).toContain('aim secrets unlock');
}

const vaultOf = (home: string) => join(home, '.local/share/aim/secrets/vault.aim');

/** The agents of a home, by the socket in their command line. */
function agentsOf(home: string): string[] {
  return processes().filter((pid) => {
    const line = fileOf(pid, 'cmdline');
    return line.includes('vault-agent.mjs') && line.includes(home);
  });
}

function processes(): string[] {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

function fileOf(pid: string, name: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isTrue(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(isTrue()).toBe(true);
}

describe('aim secrets unlock', () => {
  it('asks for the passphrase, opens the vault to the next aim, and lock ends that', async () => {
    const { home } = await sealedHome();
    await expectLocked(home);
    const session = aimOnTerminal(['secrets', 'unlock'], { home, columns: 120 });
    await session.shows('Passphrase of the vault (not shown):');
    session.type(`${passphrase}\r`);
    await session.shows('Unlocked the vault until');
    expect(await session.ended).toBe(0);
    expect(session.output()).not.toContain(passphrase);

    expect(await show(home)).toMatchObject({ code: 0, stdout: `${value}\n` });
    const before = fs.readFileSync(vaultOf(home));
    const set = await aim(['secrets', 'set', 'OTHER', '--stdin'], { home, input: 'x' });
    expect([set.code, set.stdout]).toEqual([
      0,
      expect.stringContaining('sealed with a passphrase'),
    ]);
    // Magic, version, source, cost and salt: the same key, under a new nonce.
    const after = fs.readFileSync(vaultOf(home));
    expect(after.subarray(0, 29)).toEqual(before.subarray(0, 29));
    expect(after.subarray(29, 41)).not.toEqual(before.subarray(29, 41));

    expect(agentsOf(home)).toHaveLength(1);
    const locked = await aim(['secrets', 'lock'], { home });
    expect([locked.code, locked.stdout]).toEqual([0, '✔ Locked the vault\n']);
    await until(() => agentsOf(home).length === 0);
    await expectLocked(home);
    const again = await aim(['secrets', 'lock'], { home });
    expect([again.code, again.stdout]).toEqual([0, 'Nothing was unlocked\n']);
  });

  it('shows passphrase and key in no command line, no environment, and no file', async () => {
    const { home } = await sealedHome();
    expect((await unlock(home)).code).toBe(0);
    const salt = fs.readFileSync(vaultOf(home)).subarray(13, 29);
    const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };
    const key = scryptSync(passphrase, salt, 32, cost);
    const words = [passphrase, key.toString('base64'), key.toString('hex'), key.toString('latin1')];
    const isClean = (text: string) => words.every((word) => !text.includes(word));
    expect(agentsOf(home)).toHaveLength(1);
    for (const pid of processes()) {
      // The test itself knows them.
      if (pid === String(process.pid)) continue;
      expect([pid, isClean(fileOf(pid, 'cmdline') + fileOf(pid, 'environ'))]).toEqual([pid, true]);
    }
    const entries = fs.readdirSync(home, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile() && each.name !== 'passphrase')) {
      expect(isClean(fs.readFileSync(join(entry.parentPath, entry.name), 'latin1'))).toBe(true);
    }
    const [agent = ''] = agentsOf(home);
    expect(fileOf(agent, 'environ')).toBe('');
    const socket = fileOf(agent, 'cmdline').split('\0')[2] as string;
    expect(fs.statSync(socket).mode & 0o777).toBe(0o600);
    expect(fs.statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
  });

  it('ends by itself, and takes its socket along', async () => {
    const { home } = await sealedHome();
    expect((await unlock(home, '--for', '1s')).code).toBe(0);
    const [agent = ''] = agentsOf(home);
    const socket = fileOf(agent, 'cmdline').split('\0')[2];
    await until(() => agentsOf(home).length === 0);
    if (socket !== undefined) expect(fs.existsSync(socket)).toBe(false);
    await expectLocked(home);
  });

  it('refuses another passphrase, and unlocks nothing', async () => {
    const { home } = await sealedHome();
    const answer = await aim(['secrets', 'unlock', '--stdin'], { home, input: 'wrong horse' });
    expect([answer.code, answer.stderr]).toEqual([6, expect.stringContaining('does not open')]);
    expect(agentsOf(home)).toEqual([]);
    await expectLocked(home);
  });

  it.each([
    ['0s', '--for is "0s"'],
    ['13h', '--for is "13h"'],
    ['soon', '--for is "soon"'],
  ])('refuses the time %s', async (time, message) => {
    const { home } = await sealedHome();
    const answer = await unlock(home, '--for', time);
    expect([answer.code, answer.stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says that it needs a terminal, a vault, and a passphrase on it', async () => {
    const { home } = await sealedHome();
    const noTerminal = await aim(['secrets', 'unlock'], { home });
    expect([noTerminal.code, noTerminal.stderr]).toEqual([2, expect.stringContaining('--stdin')]);
    const planned = await aim(['secrets', 'unlock', '--dry-run'], { home });
    expect(planned.stdout).toBe(`Would unlock ${vaultOf(home)}\n`);
    const empty = tempFolder();
    expect((await unlock(empty)).stderr).toContain('There is no vault to unlock');
    await aim(['secrets', 'set', 'KEY', '--stdin'], { home: empty, input: 'x' });
    expect((await unlock(empty)).stderr).toContain('is not sealed with a passphrase');
  });

  it('is recorded', async () => {
    const { home } = await sealedHome();
    await unlock(home);
    await aim(['secrets', 'lock'], { home });
    const day = new Date().toISOString().slice(0, 10);
    const log = fs.readFileSync(join(home, '.local/share/aim/audit', `${day}.jsonl`), 'utf8');
    expect(log).toContain('"event_type":"secret_unlock"');
    expect(log).toContain('"event_type":"secret_lock"');
    expect(log).not.toContain(passphrase);
  });
});

describe('a socket that is not the agent', () => {
  async function socketOf(home: string): Promise<string> {
    await unlock(home);
    const [agent = ''] = agentsOf(home);
    const socket = fileOf(agent, 'cmdline').split('\0')[2] as string;
    await aim(['secrets', 'lock'], { home });
    return socket;
  }

  it.each([
    ['never answers', '', 'no answer within 500 ms'],
    ['answers nonsense', '{"state":"key"}\n', 'its answer makes no sense'],
  ])('and %s is as good as locked, and says why', async (_name, text, reason) => {
    const { home } = await sealedHome();
    const socket = await socketOf(home);
    const server = createServer((connection) => {
      connection.on('error', () => undefined);
      connection.once('data', () => text !== '' && connection.end(text));
    });
    await once(server.listen(socket), 'listening');
    fs.chmodSync(socket, 0o600);
    try {
      await expectLocked(home);
      expect((await show(home)).stderr).toContain(reason);
      const lock = await aim(['secrets', 'lock'], { home });
      expect([lock.code, lock.stderr]).toEqual([11, expect.stringContaining(reason)]);
      await expectLocked(home);
    } finally {
      server.close();
    }
  });

  it('or that others can open, is not asked', async () => {
    const { home } = await sealedHome();
    const socket = await socketOf(home);
    let asked = 0;
    const server = createServer((connection) => {
      asked++;
      connection.destroy();
    });
    await once(server.listen(socket), 'listening');
    fs.chmodSync(socket, 0o666);
    try {
      await expectLocked(home);
      expect((await show(home)).stderr).toContain('its mode lets other users in');
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });

  it('because the agent was killed, is nobody', async () => {
    const { home } = await sealedHome();
    await unlock(home);
    process.kill(Number(agentsOf(home)[0]), 'SIGKILL');
    await until(() => agentsOf(home).length === 0);
    await expectLocked(home);
    expect((await unlock(home)).code).toBe(0);
    expect((await show(home)).stdout).toBe(`${value}\n`);
  });
});
