import { systemHost, aimPaths, AimError, type StoreId } from '@aim/core';
import { SecretsManager } from '../../src/index.js';
import { setSecret } from '../../src/manager/change-secret.js';
import { secretsContext } from '../../src/manager/secrets-context.js';
import type { SecretStore } from '../../src/store/secret-store.js';

/*
 * A process that sets secrets: `node driver.mjs MODE NAME …`.
 *
 * once NAME VALUE             stores it in the file vault
 * for-ever NAME               stores v1, v2, … until it is killed and says each one afterwards
 * keychain NAME VALUE HELPER  stores it in the keychain, through that helper
 * killed NAME VALUE MOMENT    is killed before or after the value is stored; a moment that starts
 *                             with `auto` has no keychain at first
 */
const [mode, name = '', value = '', last = ''] = process.argv.slice(2);
if (mode === 'once') await fileVault().setSecret(name, value);
if (mode === 'for-ever') await setForEver();
if (mode === 'keychain') {
  await new SecretsManager({ backend: 'keychain', helperFile: last }).setSecret(name, value);
}
if (mode === 'killed') await setAndBeKilled(last);

function fileVault(): SecretsManager {
  return new SecretsManager({ backend: 'file' });
}

async function setForEver(): Promise<void> {
  const secrets = fileVault();
  for (let i = 1; ; i++) {
    await secrets.setSecret(name, `v${i}`);
    process.stdout.write(`v${i}\n`);
  }
}

async function setAndBeKilled(moment: string): Promise<void> {
  const host = systemHost();
  const backend = moment.startsWith('auto') ? 'auto' : 'file';
  const context = secretsContext({ host, paths: aimPaths(host), backend });
  const die = () => process.kill(process.pid, 'SIGKILL');
  const deadly = (store: SecretStore): SecretStore => ({
    ...store,
    set: async (...entry) => {
      if (store.id === 'keychain' && moment !== 'auto, in the keychain') {
        throw new AimError('secret.unavailable', 'there is none');
      }
      if (moment.endsWith('before the value')) die();
      if (store.id === 'file') await store.set(...entry);
      die();
    },
  });
  const store = async (id: StoreId) => deadly(await context.store(id));
  await setSecret({ ...context, store }, { name, value, details: {} });
}
