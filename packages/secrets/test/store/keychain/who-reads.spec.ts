import { afterEach, describe, expect } from '@jest/globals';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { SecretsManager } from '../../../src/index.js';
import { keyringPrograms, startKeyring, type Keyring } from '../../support/keyring.js';
import { temporaryHome, withEnv } from '../../support/temporary-home.js';

let keyring: Keyring | undefined;
afterEach(async () => {
  await keyring?.stop();
});

/** An unlocked keyring with KEY, which keytar wrote; and a manager that has no helper. */
async function scene(bus: 'unix' | 'tcp') {
  const at = temporaryHome();
  keyring = await startKeyring(at.root, 'unlocked', bus);
  const options = { ...withEnv(at, keyring.env), keychainDeadlineMs: 20_000 };
  const secrets = new SecretsManager(options);
  await secrets.setSecret('KEY', 'written by keytar');
  const helperFile = join(at.root, 'would-fail.mjs');
  return { secrets, alone: new SecretsManager({ ...options, helperFile }) };
}

describe('a value in a real keyring', () => {
  itNeeds(keyringPrograms, 'is read without the helper, keytar and libsecret', async () => {
    const { alone } = await scene('unix');
    expect(await alone.getSecret('KEY')).toBe('written by keytar');
    expect(await alone.verifySecrets()).toMatchObject([{ name: 'KEY', exists: true }]);
  });

  itNeeds(keyringPrograms, 'is read by the helper over a bus that is no socket', async () => {
    const { secrets, alone } = await scene('tcp');
    expect(await secrets.getSecret('KEY')).toBe('written by keytar');
    await expect(alone.getSecret('KEY')).rejects.toMatchObject({ code: 'secret.unavailable' });
  });
});
