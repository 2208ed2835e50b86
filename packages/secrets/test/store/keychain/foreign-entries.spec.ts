import { afterEach, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager } from '../../../src/index.js';
import { keyringPrograms, startKeyring, type Keyring } from '../../support/keyring.js';
import { temporaryHome, withEnv } from '../../support/temporary-home.js';

let keyring: Keyring | undefined;
afterEach(async () => {
  await keyring?.stop();
});

const needs = [...keyringPrograms, 'secret-tool'];
const mine = ['service', 'aim', 'account', 'MINE'];
const noAccount = ['service', 'aim', 'kind', 'of another program'];

/** A keyring with MINE, whose value another program replaced, and an entry without account. */
async function scene() {
  const at = temporaryHome();
  keyring = await startKeyring(at.root, 'unlocked');
  const { env } = keyring;
  const tool = (args: string[], input = '') =>
    spawnSync('secret-tool', args, { env, input, encoding: 'utf8' });
  const secrets = new SecretsManager({
    ...withEnv(at, env),
    backend: 'keychain',
    keychainDeadlineMs: 20_000,
  });
  await secrets.setSecret('MINE', 'mine');
  await secrets.setSecret('LEFT', 'left');
  expect(tool(['store', '--label=x', ...mine], 'of another').status).toBe(0);
  expect(tool(['store', '--label=x', ...noAccount], 'without account').status).toBe(0);
  return {
    secrets,
    tool,
    lookUp: (attributes: string[]) => tool(['lookup', ...attributes]).stdout,
  };
}

const corrupt = { code: 'secret.corrupt', message: expect.stringContaining('did not write') };

describe('an entry of the same service that AIM did not write', () => {
  itNeeds(needs, 'is corrupt to every reader, and none of them changes it', async () => {
    const { secrets, lookUp } = await scene();
    for (let i = 0; i < 2; i++) {
      await expect(secrets.getSecret('MINE')).rejects.toMatchObject(corrupt);
    }
    await expect(secrets.injectIntoEnv(['MINE'], {})).rejects.toMatchObject(corrupt);
    await expect(secrets.verifySecrets()).rejects.toMatchObject(corrupt);
    expect(await secrets.probeKeychain()).toMatchObject({ state: 'ready' });
    expect(lookUp(mine)).toBe('of another');
    expect(lookUp(noAccount)).toBe('without account');
  });

  itNeeds(needs, 'does not disturb the others, and makes room when it is deleted', async () => {
    const { secrets, lookUp } = await scene();
    expect(await secrets.getSecret('LEFT')).toBe('left');
    await expect(secrets.setSecret('MINE', 'again')).rejects.toMatchObject(corrupt);
    expect(lookUp(mine)).toBe('of another');
    expect(await secrets.deleteSecret('MINE')).toBe(true);
    expect(await secrets.setSecret('MINE', 'again')).toMatchObject({ created: true });
    expect(await secrets.getSecret('MINE')).toBe('again');
    expect(lookUp(mine)).toBe('v1:again');
    expect(await secrets.deleteSecret('MINE')).toBe(true);
    expect(lookUp(mine)).toBe('');
    expect(lookUp(noAccount)).toBe('without account');
  });
});
