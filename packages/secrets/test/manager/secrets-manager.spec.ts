import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLeakFinder, loadCatalogue } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { getSecret, getSecretsManager, SecretsManager, storeSecret } from '../../src/index.js';
import { filesBelow, temporaryHome, type TemporaryHome } from '../support/temporary-home.js';

let home: TemporaryHome;
let secrets: SecretsManager;

beforeEach(() => {
  home = temporaryHome();
  secrets = new SecretsManager({ ...home, backend: 'file' });
});

describe('SecretsManager', () => {
  it('initialization: a fresh home has no secrets, and nothing is written', async () => {
    expect(await secrets.listSecrets()).toEqual([]);
    expect(await secrets.verifySecrets()).toEqual([]);
    expect(fs.existsSync(home.paths.secretsDir)).toBe(false);
  });

  it('set and get secret', async () => {
    const result = await secrets.setSecret('KEY', 'value', { description: 'for tests' });
    expect(result).toEqual({
      secret: {
        name: 'KEY',
        description: 'for tests',
        backend: 'file',
        createdAt: '2026-05-01T10:00:00.000Z',
        updatedAt: '2026-05-01T10:00:00.000Z',
        lastUsedAt: null,
        expiresAt: null,
        exists: true,
        checkedAt: '2026-05-01T10:00:00.000Z',
        lengthBytes: 5,
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      created: true,
      backend: 'file',
      protection: 'key-file',
      chosenBy: 'explicit',
      note: expect.stringContaining('protected by file permissions only'),
    });
    expect(await secrets.getSecret('KEY')).toBe('value');
  });

  it('get nonexistent secret', async () => {
    expect(await secrets.getSecret('NEVER')).toBeUndefined();
  });

  it('delete secret', async () => {
    await secrets.setSecret('KEY', 'value');
    expect(await secrets.deleteSecret('KEY')).toBe(true);
    expect(await secrets.getSecret('KEY')).toBeUndefined();
    expect(await secrets.listSecrets()).toEqual([]);
  });

  it('delete nonexistent secret', async () => {
    expect(await secrets.deleteSecret('NEVER')).toBe(false);
  });

  it('list secrets: sorted by name, without values', async () => {
    for (const name of ['b', 'a', 'C']) await secrets.setSecret(name, `value of ${name}`);
    const list = await secrets.listSecrets();
    expect(list.map(({ name }) => name)).toEqual(['C', 'a', 'b']);
    expect(JSON.stringify(list)).not.toContain('value of');
  });

  it('inject into env', async () => {
    await secrets.setSecret('KEY', 'value');
    const env = { PATH: '/bin', KEY: 'old', GONE: undefined };
    expect(await secrets.injectIntoEnv(['KEY'], env)).toEqual({ PATH: '/bin', KEY: 'value' });
    expect(env.KEY).toBe('old');
  });

  it('inject specific keys: the absent ones and those that are no variables are left out', async () => {
    for (const name of ['A', 'B', 'c/d', 'e.f']) await secrets.setSecret(name, name);
    expect(await secrets.injectIntoEnv(['A', 'NEVER', 'c/d', 'e.f'])).toEqual({ A: 'A' });
  });

  it('inject all secrets', async () => {
    for (const name of ['A', 'B', '__proto__']) await secrets.setSecret(name, `value of ${name}`);
    expect(Object.entries(await secrets.injectIntoEnv())).toEqual([
      ['A', 'value of A'],
      ['B', 'value of B'],
      ['__proto__', 'value of __proto__'],
    ]);
  });

  it('empty secret value', async () => {
    await secrets.setSecret('EMPTY', '');
    expect(await secrets.getSecret('EMPTY')).toBe('');
    expect(await secrets.injectIntoEnv()).toEqual({ EMPTY: '' });
  });

  it('special characters in value', async () => {
    const value = '!@#$%^&*()_+-=[]{}|;\':",./<>?`~\\\n\t';
    await secrets.setSecret('KEY', value);
    expect(await secrets.getSecret('KEY')).toBe(value);
  });

  it('unicode in value', async () => {
    await secrets.setSecret('KEY', '密码 🔐 пароль');
    expect(await secrets.getSecret('KEY')).toBe('密码 🔐 пароль');
    expect((await secrets.listSecrets())[0]?.lengthBytes).toBe(24);
  });

  it('large secret value', async () => {
    const value = 'x'.repeat(100 * 1024 + 1);
    await secrets.setSecret('KEY', value);
    expect(await secrets.getSecret('KEY')).toBe(value);
  });

  it('list secrets empty', async () => {
    await secrets.setSecret('KEY', 'value');
    await secrets.deleteSecret('KEY');
    expect(await secrets.listSecrets()).toEqual([]);
  });
});

describe('calls at the same time in one process', () => {
  it('wait for each other', async () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    await Promise.all(names.map((name) => secrets.setSecret(name, `of ${name}`)));
    await Promise.all([secrets.deleteSecret('A'), secrets.setSecret('B', 'new')]);
    expect(await secrets.injectIntoEnv()).toEqual({ B: 'new', C: 'of C', D: 'of D', E: 'of E' });
  });
});

describe('the process environment', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  it('export to env', async () => {
    await secrets.setSecret('AIM_TEST_EXPORTED', 'value');
    await secrets.setSecret('not/a-variable', 'value');
    expect(await secrets.exportToEnv()).toEqual(['AIM_TEST_EXPORTED']);
    expect(process.env['AIM_TEST_EXPORTED']).toBe('value');
  });

  it('factory function: uses the home and the store that the environment names', async () => {
    process.env['AIM_HOME'] = join(home.root, 'aim');
    process.env['AIM_SECRETS_BACKEND'] = 'file';
    expect(getSecretsManager()).toBeInstanceOf(SecretsManager);
    await storeSecret('openai', 'api_key', 'sk-1');
    await storeSecret('openai', 'work', 'sk-2');
    expect(await getSecret('openai', 'api_key')).toBe('sk-1');
    expect(await getSecretsManager().injectIntoEnv()).toEqual({ OPENAI_API_KEY: 'sk-1' });
    expect((await secrets.listSecrets()).map(({ name }) => name)).toEqual([
      'OPENAI_API_KEY',
      'openai/work',
    ]);
  });
});

describe('a name that means the main variable of a provider', () => {
  it('is the same secret under both names', async () => {
    await secrets.setSecret('anthropic/api_key', 'sk-ant');
    const answers = await secrets.readSecrets(['anthropic/api_key', 'ANTHROPIC_API_KEY', 'x/y']);
    expect([...answers]).toEqual([
      ['anthropic/api_key', { state: 'present', value: 'sk-ant' }],
      ['ANTHROPIC_API_KEY', { state: 'present', value: 'sk-ant' }],
      ['x/y', { state: 'absent' }],
    ]);
    expect(await secrets.deleteSecret('anthropic/api_key')).toBe(true);
    expect(await secrets.getSecret('ANTHROPIC_API_KEY')).toBeUndefined();
  });

  it('is described under both names, and opens no store', async () => {
    await secrets.setSecret('openai/api_key', 'sk-1', { expiresAt: '2027-01-31' });
    fs.rmSync(join(home.paths.secretsDir, 'vault.aim'));
    const described = await secrets.describeSecret('openai/api_key');
    expect(described).toMatchObject({
      name: 'OPENAI_API_KEY',
      exists: true,
      expiresAt: '2027-01-31T00:00:00.000Z',
    });
    expect(await secrets.describeSecret('OPENAI_API_KEY')).toEqual(described);
    expect(await secrets.describeSecret('openai/other')).toBeUndefined();
  });

  it('follows the catalogue that is handed in', async () => {
    const catalogue = {
      ...loadCatalogue(),
      providers: [{ id: 'acme', name: 'Acme', keys: ['ACME_KEY'], source: 'test' }],
    };
    const own = new SecretsManager({ ...home, backend: 'file', catalogue });
    await own.setSecret('acme/api_key', 'x');
    expect((await own.listSecrets())[0]?.name).toBe('ACME_KEY');
  });
});

describe('bad input', () => {
  it.each(['', 'A=B', 'a/b/c'])('the name %j is refused by every method', async (name) => {
    const invalid = { code: 'secret.invalid_name' };
    await expect(secrets.setSecret(name, 'x')).rejects.toMatchObject(invalid);
    await expect(secrets.getSecret(name)).rejects.toMatchObject(invalid);
    await expect(secrets.deleteSecret(name)).rejects.toMatchObject(invalid);
    await expect(secrets.describeSecret(name)).rejects.toMatchObject(invalid);
    await expect(secrets.injectIntoEnv([name])).rejects.toMatchObject(invalid);
  });

  it('a value with NUL, or an expiry that is no time, changes nothing', async () => {
    await secrets.setSecret('KEY', 'old');
    const value = secrets.setSecret('KEY', 'a\0b');
    await expect(value).rejects.toMatchObject({ code: 'secret.invalid_value' });
    for (const expiresAt of ['tomorrow', '2027-02-31']) {
      const expiry = secrets.setSecret('KEY', 'new', { expiresAt });
      await expect(expiry).rejects.toMatchObject({ code: 'usage.invalid' });
    }
    expect(await secrets.getSecret('KEY')).toBe('old');
  });
});

describe('the files below AIM_HOME', () => {
  it('hold a value neither in clear nor encoded', async () => {
    const value = 'sk-test-1234567890abcdef';
    await secrets.setSecret('KEY', value, { description: 'a key' });
    await secrets.getSecret('KEY');
    await secrets.setSecret('OTHER', 'x');
    const files = filesBelow(home.root);
    expect(files.size).toBeGreaterThanOrEqual(3);
    for (const content of files.values()) {
      const finder = createLeakFinder([{ name: 'KEY', value }]);
      expect([...finder.push(Buffer.from(content)), ...finder.end()]).toEqual([]);
    }
  });

  it('hold no lock and no temporary file after the work', async () => {
    await secrets.setSecret('KEY', 'value');
    await secrets.deleteSecret('KEY');
    expect(fs.readdirSync(home.paths.secretsDir).sort()).toEqual([
      'index.json',
      'index.json.bak',
      'vault.aim',
    ]);
  });
});
