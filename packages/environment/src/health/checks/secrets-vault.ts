import { countOf, protections, secretStores } from '@aim/core';
import type { VaultFacts } from '../input.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const secretsVault: HealthCheck = {
  id: 'secrets_vault',
  group: 'auth',
  title: 'Secrets',
  description:
    'The store of secrets answers: fails when the keychain that holds them does not, does not know when it is silent, warns when only file permissions protect them.',
  run: async ({ vault }) => [judge(await vault())],
};

function judge(vault: VaultFacts): CheckFinding {
  const { backend, protection, keychain } = vault;
  const isKeyInKeychain = backend === 'keychain' || protection === 'vault-keychain';
  if (isKeyInKeychain && keychain !== null && keychain.state !== 'ready') {
    const reason = keychain.detail === null ? '' : `: ${keychain.detail}`;
    return {
      // No answer in time says nothing of the keychain, as of every other probe.
      status: keychain.state === 'timeout' ? 'unknown' : 'fail',
      message: `The keychain that holds ${countOf(vault.secretCount, 'secret')} ${words[keychain.state]}${reason}`,
      fix: vault.fix ?? fixes[keychain.state],
    };
  }
  if (backend === null) return { status: 'info', message: say(vault, 'No secret is stored yet') };
  if (vault.secretCount === 0) return { status: 'info', message: 'No secret is stored yet' };
  if (protection === 'key-file') {
    return {
      status: 'warn',
      message: `${countOf(vault.secretCount, 'secret')} in ${secretStores[backend].words}, ${protections[protection]}`,
      // The vault takes its passphrase from the file that this variable names.
      fix: vault.fix ?? 'export AIM_PASSPHRASE_FILE=FILE_WITH_A_PASSPHRASE',
    };
  }
  return {
    status: 'ok',
    message: say(
      vault,
      `${countOf(vault.secretCount, 'secret')} in ${secretStores[backend].words}`,
    ),
  };
}

const words = {
  locked: 'is locked',
  unavailable: 'cannot be reached',
  timeout: 'does not answer',
  denied: 'refuses access',
};

const newSecrets = 'for new secrets: export AIM_SECRETS_BACKEND=file';
const fixes = {
  locked: `Unlock the keyring, or ${newSecrets}`,
  unavailable: `Start the keyring of your desktop session, or ${newSecrets}`,
  timeout: `Look for a waiting unlock prompt, or ${newSecrets}`,
  denied: `Allow access in the keychain's own program, or ${newSecrets}`,
};

function say({ note }: VaultFacts, message: string): string {
  return note === null || note === '' ? message : `${message}; ${note}`;
}
