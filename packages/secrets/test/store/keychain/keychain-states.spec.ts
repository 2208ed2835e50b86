import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager } from '../../../src/index.js';
import { ownHelperFile } from '../../../src/store/keychain/ask-helper.js';
import { keyringPrograms, startKeyring, type Keyring } from '../../support/keyring.js';
import { commandLinesWith } from '../../support/processes.js';
import { filesBelow, temporaryHome, withEnv } from '../../support/temporary-home.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const home = () => temporaryHome();
type Home = ReturnType<typeof home>;

async function keyring(
  at: Home,
  state: 'unlocked' | 'locked' | 'absent',
  bus?: 'tcp',
): Promise<Keyring> {
  const started = await startKeyring(at.root, state, bus);
  stops.push(started.stop);
  return started;
}

function manager(at: Home, env: Record<string, string>, options = {}): SecretsManager {
  const { host, paths } = withEnv(at, env);
  return new SecretsManager({ host, paths, keychainDeadlineMs: 20_000, ...options });
}

/** The helper under a name of its own, so that its processes can be told from all others. */
function namedHelper(at: Home): string {
  const path = join(at.root, 'named-helper.mjs');
  fs.symlinkSync(ownHelperFile(), path);
  return path;
}

describe('an unlocked keyring', () => {
  itNeeds(keyringPrograms, 'is chosen by itself, and keeps the value to itself', async () => {
    const at = home();
    const { env } = await keyring(at, 'unlocked');
    const secrets = manager(at, env);
    const result = await secrets.setSecret('OPENAI_API_KEY', 'sk-in-the-keyring');
    expect(result).toMatchObject({
      backend: 'keychain',
      protection: 'keychain',
      chosenBy: 'auto',
      created: true,
    });
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBe('sk-in-the-keyring');
    expect(fs.existsSync(join(at.paths.secretsDir, 'vault.aim'))).toBe(false);
    for (const content of filesBelow(join(at.root, 'aim')).values()) {
      expect(content.includes('sk-in-the-keyring')).toBe(false);
    }
    expect(await secrets.probeKeychain()).toMatchObject({ state: 'ready' });
    expect(fs.readdirSync(at.paths.secretsDir).sort()).toEqual([
      'index.json',
      'index.json.bak',
      'last-used',
    ]);
    expect(await secrets.deleteSecret('OPENAI_API_KEY')).toBe(true);
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBeUndefined();
  });

  itNeeds(keyringPrograms, 'never sees the value in a command line', async () => {
    const at = home();
    const { env } = await keyring(at, 'unlocked');
    const helperFile = namedHelper(at);
    const secrets = manager(at, env, { helperFile });
    const seen = new Set<string>();
    let isDone = false;
    const setting = secrets.setSecret('KEY', 'sk-not-in-argv').finally(() => (isDone = true));
    while (!isDone) {
      for (const line of commandLinesWith(/named-helper|sk-not-in-argv/)) seen.add(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await setting;
    expect([...seen].join()).toContain('named-helper');
    expect([...seen].join()).not.toContain('sk-not-in-argv');
  });

  itNeeds([...keyringPrograms, 'secret-tool'], 'may hold entries of other programs', async () => {
    const at = home();
    const { env } = await keyring(at, 'unlocked');
    const store = (attributes: string[], value: string) =>
      spawnSync('secret-tool', ['store', '--label=x', ...attributes], { env, input: value }).status;
    expect(store(['service', 'aim'], 'no account at all')).toBe(0);
    const secrets = manager(at, env);
    await secrets.setSecret('MINE', 'mine');
    expect(store(['service', 'aim', 'account', 'MINE'], 'written by another')).toBe(0);
    await expect(secrets.getSecret('MINE')).rejects.toMatchObject({ code: 'secret.corrupt' });
    await secrets.setSecret('OTHER', 'still works');
    expect(await secrets.getSecret('OTHER')).toBe('still works');
  });

  itNeeds(
    keyringPrograms,
    'that lost a value says absent, and the row can be deleted',
    async () => {
      const at = home();
      const { env } = await keyring(at, 'unlocked');
      await manager(at, env, { service: 'one' }).setSecret('KEY', 'x');
      const secrets = manager(at, env, { service: 'two' });
      expect(await secrets.getSecret('KEY')).toBeUndefined();
      expect(await secrets.verifySecrets()).toMatchObject([{ name: 'KEY', exists: false }]);
      expect(await secrets.deleteSecret('KEY')).toBe(true);
      expect(await secrets.listSecrets()).toEqual([]);
    },
  );
});

describe('a locked keyring', () => {
  async function lockedKeyring(at: Home, bus?: 'tcp'): Promise<Record<string, string>> {
    const open = await startKeyring(at.root, 'unlocked');
    await manager(at, open.env).setSecret('KEY', 'sk-locked');
    await open.stop();
    return (await keyring(at, 'locked', bus)).env;
  }

  const expectLocked = async (at: Home, env: Record<string, string>) => {
    const secrets = manager(at, env);
    const locked = { code: 'secret.locked' };
    expect(await secrets.probeKeychain()).toMatchObject({ state: 'locked' });
    await expect(secrets.getSecret('KEY')).rejects.toMatchObject(locked);
    await expect(secrets.deleteSecret('KEY')).rejects.toMatchObject(locked);
    await expect(secrets.verifySecrets()).rejects.toMatchObject(locked);
    await expect(secrets.setSecret('NEW', 'x')).rejects.toMatchObject({
      ...locked,
      hint: expect.stringContaining('AIM_SECRETS_BACKEND=file'),
    });
    expect(await secrets.listSecrets()).toMatchObject([{ name: 'KEY', exists: true }]);
  };

  itNeeds(keyringPrograms, 'says locked, never absent, and the list still works', async () => {
    const at = home();
    await expectLocked(at, await lockedKeyring(at));
  });

  itNeeds(keyringPrograms, 'says so on a bus that only the helper reaches', async () => {
    const at = home();
    await expectLocked(at, await lockedKeyring(at, 'tcp'));
  });
});

describe('no keyring', () => {
  itNeeds(['dbus-run-session'], 'on a bus: the file vault takes over, and says why', async () => {
    const at = home();
    const { env } = await keyring(at, 'absent');
    const secrets = manager(at, env);
    expect(await secrets.probeKeychain()).toMatchObject({ state: 'unavailable' });
    const result = await secrets.setSecret('KEY', 'x');
    expect(result).toMatchObject({ backend: 'file', chosenBy: 'auto', protection: 'key-file' });
    expect(result.note).toMatch(
      /^no Secret Service answered .*stored in the sealed file vault, protected by file permissions only/,
    );
  });

  it('is not asked for where there is no bus', async () => {
    const at = home();
    const secrets = manager(at, {}, { helperFile: join(at.root, 'would-fail.mjs') });
    expect(await secrets.probeKeychain()).toMatchObject({
      state: 'unavailable',
      detail: 'no Secret Service answered (there is no session bus)',
    });
    expect(await secrets.setSecret('KEY', 'x')).toMatchObject({ backend: 'file' });
    expect(await secrets.vaultStatus()).toMatchObject({ choice: 'auto', backend: 'file' });
  });

  it('is an error where the keychain was chosen on purpose', async () => {
    const at = home();
    const secrets = manager(at, { AIM_SECRETS_BACKEND: 'keychain' });
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject({
      code: 'secret.unavailable',
      hint: expect.stringContaining('AIM_SECRETS_BACKEND=file'),
    });
    expect(await secrets.listSecrets()).toEqual([]);
  });
});

describe('a keychain that cannot be loaded', () => {
  const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

  it('says that keytar is absent', async () => {
    const at = home();
    const helperFile = join(at.root, 'helper.mjs');
    fs.copyFileSync(ownHelperFile(), helperFile);
    const secrets = manager(at, bus, { helperFile });
    expect(await secrets.probeKeychain()).toMatchObject({
      state: 'unavailable',
      detail: "keytar cannot be loaded: Cannot find module 'keytar'",
    });
    expect((await secrets.setSecret('KEY', 'x')).note).toContain('keytar cannot be loaded');
  });

  it('says that the helper crashed, and shows nothing of what it was given', async () => {
    const at = home();
    const helperFile = join(at.root, 'helper.mjs');
    fs.writeFileSync(
      helperFile,
      'process.stdin.on("data", (text) => process.stdout.write(text, () => process.kill(process.pid, "SIGSEGV")))',
    );
    const secrets = manager(at, { ...bus, AIM_SECRETS_BACKEND: 'keychain' }, { helperFile });
    const error: unknown = await secrets.setSecret('KEY', 'sk-hidden').catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: 'secret.unavailable',
      message: expect.stringContaining('SIGSEGV'),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('sk-hidden');
  });
});

describe('what keytar says on systems that cannot run here', () => {
  // The only stand-in: macOS and Windows give these texts through the same three functions.
  it.each([
    ['User interaction is not allowed.', 'locked'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    ['User canceled the operation.', 'denied'],
    ['The stub received bad data.', 'unavailable'],
  ])('%s is %s', async (text, state) => {
    const at = home();
    const helperFile = join(at.root, 'helper.mjs');
    fs.copyFileSync(ownHelperFile(), helperFile);
    fs.mkdirSync(join(at.root, 'node_modules', 'keytar'), { recursive: true });
    fs.writeFileSync(
      join(at.root, 'node_modules', 'keytar', 'index.js'),
      `exports.getPassword = async () => null;
      exports.setPassword = async () => { throw new Error(${JSON.stringify(text)}) }`,
    );
    const bus = { DBUS_SESSION_BUS_ADDRESS: 'x', AIM_SECRETS_BACKEND: 'keychain' };
    const secrets = manager(at, bus, { helperFile });
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject({ code: `secret.${state}` });
  });
});

describe('a bus that accepts and never answers', () => {
  async function silentBus(at: Home): Promise<Record<string, string>> {
    const socket = join(at.root, 'bus');
    const server = createServer((connection) => connection.on('error', () => undefined));
    server.listen(socket);
    await once(server, 'listening');
    stops.push(async () => void server.close());
    return { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
  }

  it('is given up at the deadline, and no process stays', async () => {
    const at = home();
    const options = { helperFile: namedHelper(at), keychainDeadlineMs: 700 };
    const secrets = manager(at, await silentBus(at), options);
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject({
      code: 'secret.timeout',
      hint: expect.stringContaining('AIM_SECRETS_BACKEND=file'),
    });
    expect(commandLinesWith(/named-helper/)).toEqual([]);
    expect(await secrets.probeKeychain()).toMatchObject({ state: 'timeout' });
    expect(commandLinesWith(/named-helper/)).toEqual([]);
    expect(await secrets.listSecrets()).toEqual([]);
  });

  async function startHelper(at: Home, deadlineMs: number) {
    const env = { PATH: '', ...(await silentBus(at)) };
    const helper = spawn(process.execPath, [ownHelperFile()], { env });
    const calls = [{ op: 'get', account: 'KEY' }];
    helper.stdin.write(`${JSON.stringify({ service: 'aim', calls, deadlineMs })}\n`);
    return { helper, exit: once(helper, 'exit') };
  }

  it('does not keep a helper alive whose parent was killed', async () => {
    const { helper, exit } = await startHelper(home(), 600_000);
    helper.stdin.end();
    expect(await exit).toEqual([null, 'SIGKILL']);
  });

  it('does not keep a helper alive whose parent forgot it', async () => {
    const { exit } = await startHelper(home(), -600);
    expect(await exit).toEqual([null, 'SIGKILL']);
  });
});
