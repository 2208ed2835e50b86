import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { SecretsManager } from '../../src/index.js';
import { temporaryHome, withEnv, type TemporaryHome } from '../support/temporary-home.js';

const choosing = (home: TemporaryHome, env: Record<string, string>, backend?: 'file' | 'env') =>
  new SecretsManager({
    ...withEnv(home, env),
    ...(backend === undefined ? {} : { backend }),
  });

describe('the choice of the store', () => {
  it('AIM_SECRETS_BACKEND wins over the configuration', async () => {
    const home = temporaryHome();
    expect((await choosing(home, {}).vaultStatus()).choice).toBe('auto');
    expect((await choosing(home, {}, 'file').vaultStatus()).choice).toBe('file');
    expect(
      (await choosing(home, { AIM_SECRETS_BACKEND: 'env' }, 'file').vaultStatus()).choice,
    ).toBe('env');
    expect((await choosing(home, { AIM_SECRETS_BACKEND: '' }, 'file').vaultStatus()).choice).toBe(
      'file',
    );
  });

  it('a word without a meaning is refused with the nearest one', async () => {
    const secrets = choosing(temporaryHome(), { AIM_SECRETS_BACKEND: 'keychian' });
    const refused = { code: 'usage.invalid', hint: 'did you mean keychain?' };
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject(refused);
    await expect(secrets.getSecret('KEY')).rejects.toMatchObject(refused);
    await expect(secrets.vaultStatus()).rejects.toMatchObject(refused);
  });

  it('holds for new names only: a known one stays where it is', async () => {
    const home = temporaryHome();
    await choosing(home, {}, 'file').setSecret('KEY', 'one');
    const keychain = choosing(home, { AIM_SECRETS_BACKEND: 'keychain' });
    expect(await keychain.setSecret('KEY', 'two')).toMatchObject({
      backend: 'file',
      chosenBy: 'recorded',
      created: false,
    });
    expect(await keychain.getSecret('KEY')).toBe('two');
    await expect(keychain.setSecret('NEW', 'x')).rejects.toMatchObject({
      code: 'secret.unavailable',
    });
  });

  it('a store that fails later is an error: no other takes its place', async () => {
    const home = temporaryHome();
    const secrets = choosing(home, {}, 'file');
    await secrets.setSecret('KEY', 'x');
    fs.rmSync(home.paths.keyDir, { recursive: true });
    const auto = choosing(home, { KEY: 'of the environment' });
    await expect(auto.getSecret('KEY')).rejects.toMatchObject({ code: 'secret.locked' });
    await expect(auto.setSecret('KEY', 'y')).rejects.toMatchObject({ code: 'secret.locked' });
    await expect(auto.injectIntoEnv()).rejects.toMatchObject({ code: 'secret.locked' });
    await expect(auto.verifySecrets()).rejects.toMatchObject({ code: 'secret.locked' });
    expect(await auto.listSecrets()).toMatchObject([{ name: 'KEY', exists: true }]);
  });
});

describe('the environment as the store', () => {
  it('is read for names that have no other store, and cannot be written', async () => {
    const home = temporaryHome();
    await choosing(home, {}, 'file').setSecret('STORED', 'in the vault');
    const env = { OPENAI_API_KEY: 'sk-env', STORED: 'in the environment' };
    const secrets = choosing(home, env, 'env');
    expect(await secrets.getSecret('OPENAI_API_KEY')).toBe('sk-env');
    expect(await secrets.getSecret('openai/api_key')).toBe('sk-env');
    expect(await secrets.getSecret('STORED')).toBe('in the vault');
    expect(await secrets.getSecret('NEVER')).toBeUndefined();
    const readOnly = { code: 'secret.read_only' };
    await expect(secrets.setSecret('NEW', 'x')).rejects.toMatchObject(readOnly);
    await expect(secrets.deleteSecret('OPENAI_API_KEY')).rejects.toMatchObject(readOnly);
    expect((await secrets.listSecrets()).map(({ name }) => name)).toEqual(['STORED']);
    expect(await secrets.vaultStatus()).toMatchObject({
      backend: 'env',
      protection: 'environment',
    });
  });

  it('is not read unless it was chosen', async () => {
    expect(await choosing(temporaryHome(), { KEY: 'x' }).getSecret('KEY')).toBeUndefined();
  });
});

describe('vaultStatus', () => {
  it('does not know the store before the first set where a keychain may be', async () => {
    const secrets = choosing(temporaryHome(), { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' });
    expect(await secrets.vaultStatus()).toEqual({
      choice: 'auto',
      backend: null,
      protection: null,
      secretCount: 0,
      note: 'the first `aim secrets set` chooses the store',
      path: null,
    });
  });

  it('takes the socket of the user session for a possible keychain', async () => {
    const home = temporaryHome();
    const secrets = choosing(home, { XDG_RUNTIME_DIR: home.root });
    expect((await secrets.vaultStatus()).backend).toBe('file');
    fs.writeFileSync(join(home.root, 'bus'), '');
    expect((await secrets.vaultStatus()).backend).toBeNull();
  });

  it('says how well the file vault is protected, and makes nothing', async () => {
    const home = temporaryHome();
    const secrets = choosing(home, {});
    const expected = {
      backend: 'file',
      protection: 'key-file',
      note: expect.stringContaining('protected by file permissions only'),
      path: join(home.paths.secretsDir, 'vault.aim'),
    };
    expect(await secrets.vaultStatus()).toMatchObject({ ...expected, secretCount: 0 });
    expect(fs.existsSync(home.paths.data)).toBe(false);
    await secrets.setSecret('KEY', 'x');
    expect(await secrets.vaultStatus()).toMatchObject({ ...expected, secretCount: 1 });
  });

  it('says what is wrong with a vault without failing', async () => {
    const home = temporaryHome();
    const secrets = choosing(home, {});
    await secrets.setSecret('KEY', 'x');
    fs.chmodSync(join(home.paths.secretsDir, 'vault.aim'), 0o644);
    expect(await secrets.vaultStatus()).toMatchObject({
      backend: 'file',
      protection: null,
      note: expect.stringContaining('its mode 0644 lets other users in'),
    });
  });
});
