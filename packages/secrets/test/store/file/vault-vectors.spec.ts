import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../../core/test/support/needs.js';
import { secretsContext } from '../../../src/manager/secrets-context.js';
import { fileStore, vaultPath, type FileStoreOptions } from '../../../src/store/file/file-store.js';
import { keychainStore } from '../../../src/store/keychain/keychain-store.js';
import { keyringPrograms, startKeyring } from '../../support/keyring.js';
import { temporaryHome, withEnv, type TemporaryHome } from '../../support/temporary-home.js';

/*
 * Vaults that were written once. Every later AIM has to open them: a change of the format needs a
 * new version number, not new vectors.
 */
const keyFile = 'BE14DWUxKuMws3wDyPwFR0z1Ct6QfbHdlvZ6JhirYG0=';
const sealedWithKeyFile =
  'QUlNVkFVTFQBAAAAAFXv7a+cOK7oicCZgCjka/XRnX9N0ckMfebs18J9oiyadgfQE0BIVhWMiX6ktOoZo1gWOzgI5Lmj6qw6TbMRKbNJwBOBcUFSIB0bflvDCA/RDOK0Xb3CIpVfzemyCBY=';
const sealedWithPassphrase =
  'QUlNVkFVTFQBAREIAX4oJk1TvCgfcjKNq1Q0vmwIDpdxhGIZ25dzJ3FH9nPOCLKB+MaUmUgxni0VY95oIelAvCxx6r1GRbg3DoxCaC2vtOBPuAfea9bhJb4/tJL88w5sfDGyKe0crHOZGUg=';

const keychainKey = 'ufy4RQm0pDSLalQmb182zXP0z2WMclG1WnDWBm0C7Ho=';
const sealedWithKeychain =
  'QUlNVkFVTFQBAmtleU1cfosPv25Y/e+tuZMwuG4BnS5MPmdnuramMGvA+70T8WKRJGiy1HVfgzbToTZucTGpr/ZzONAtOOHjGT8+iu7MOz0xwPtPaYwxMjjmtrkrI2VwBeec90pEh8k9bLg=';

function homeWith(vault: string): TemporaryHome {
  const home = temporaryHome();
  fs.mkdirSync(home.paths.secretsDir, { recursive: true });
  fs.mkdirSync(home.paths.keyDir, { recursive: true });
  fs.writeFileSync(vaultPath(home.paths), Buffer.from(vault, 'base64'), { mode: 0o600 });
  return home;
}

async function contentOf({ host, paths }: TemporaryHome, options?: FileStoreOptions) {
  return Object.fromEntries(await fileStore(host, paths, options).get(['KEY', 'EMPTY', 'NEVER']));
}

const content = {
  KEY: { state: 'present', value: 'sk-vector ✓' },
  EMPTY: { state: 'present', value: '' },
  NEVER: { state: 'absent' },
};

describe('a vault of version 1', () => {
  it('opens with its key file', async () => {
    const home = homeWith(sealedWithKeyFile);
    fs.writeFileSync(join(home.paths.keyDir, 'vault.key'), keyFile, { mode: 0o600 });
    expect(await contentOf(home)).toEqual(content);
  });

  it('opens with its passphrase', async () => {
    const home = homeWith(sealedWithPassphrase);
    const file = join(home.root, 'passphrase');
    fs.writeFileSync(file, 'correct horse\r\n', { mode: 0o600 });
    expect(await contentOf(withEnv(home, { AIM_PASSPHRASE_FILE: file }))).toEqual(content);
  });

  itNeeds(keyringPrograms, 'opens with its key in the keychain', async () => {
    const home = homeWith(sealedWithKeychain);
    const { env, stop } = await startKeyring(home.root, 'unlocked');
    try {
      const { host, paths } = withEnv(home, env);
      const { keychain } = secretsContext({ host, paths, keychainDeadlineMs: 20_000 });
      await keychainStore(await keychain()).set('.vault-key', keychainKey);
      expect(await contentOf({ ...home, host }, { keychain })).toEqual(content);
    } finally {
      await stop();
    }
  });
});
