import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { getSecret, getSecretsManager, SecretsManager, storeSecret } from '../../src/index.js';
import { temporaryHome, withEnv, type TemporaryHome } from '../support/temporary-home.js';

let home: TemporaryHome;
beforeEach(() => {
  home = temporaryHome();
});

function configure(text: string, path = home.paths.userConfigFile): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, text);
}

const readOnly = { code: 'secret.read_only' };

describe('the functions that take no options', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  it('use the store that the configuration chooses', async () => {
    process.env['AIM_HOME'] = join(home.root, 'aim');
    process.env['OPENAI_API_KEY'] = 'sk-of-the-environment';
    delete process.env['AIM_SECRETS_BACKEND'];
    configure('{"secrets": {"backend": "env"}}');
    await expect(storeSecret('openai', 'api_key', 'sk-1')).rejects.toMatchObject(readOnly);
    expect(await getSecret('openai', 'api_key')).toBe('sk-of-the-environment');
    configure('{"secrets": {"backend": "file"}}');
    expect(await storeSecret('openai', 'api_key', 'sk-1')).toMatchObject({
      backend: 'file',
      chosenBy: 'explicit',
    });
    expect(await getSecret('openai', 'api_key')).toBe('sk-1');
  });
});

describe('getSecretsManager', () => {
  it('takes the store of the configuration, and reads it once', async () => {
    configure('{"secrets": {"backend": "env"}}');
    const secrets = getSecretsManager(home);
    expect((await secrets.vaultStatus()).choice).toBe('env');
    configure('{"secrets": {"backend": "file"}}');
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject(readOnly);
  });

  it('reads no configuration where the store is named', async () => {
    configure('not a configuration');
    const named = getSecretsManager({ ...home, backend: 'file' });
    expect(await named.setSecret('KEY', 'x')).toMatchObject({ backend: 'file' });
    const byVariable = getSecretsManager(withEnv(home, { AIM_SECRETS_BACKEND: 'env' }));
    expect((await byVariable.vaultStatus()).choice).toBe('env');
    expect((await new SecretsManager(home).vaultStatus()).choice).toBe('auto');
  });

  it('refuses a broken configuration, and lists all the same', async () => {
    configure('not a configuration');
    const secrets = getSecretsManager(home);
    const invalid = { code: 'config.invalid' };
    await expect(secrets.setSecret('KEY', 'x')).rejects.toMatchObject(invalid);
    await expect(secrets.getSecret('KEY')).rejects.toMatchObject(invalid);
    await expect(secrets.vaultStatus()).rejects.toMatchObject(invalid);
    expect(await secrets.listSecrets()).toEqual([]);
  });

  it("does not let a project's file choose before it is trusted", async () => {
    configure('{"secrets": {"backend": "env"}}', join(home.host.cwd, 'aim_config.json'));
    expect((await getSecretsManager(home).vaultStatus()).choice).toBe('auto');
  });
});
