import { AimError, isVariableName, type Host } from '@aim/core';
import type { SecretAnswer, SecretStore } from '../secret-store.js';

/** The variables that AIM was started with, as a store that cannot be written. */
export function envStore(host: Pick<Host, 'env'>): SecretStore {
  const answer = (name: string): SecretAnswer => {
    const isCandidate = isVariableName(name) && !name.startsWith('AIM_');
    const value = isCandidate && Object.hasOwn(host.env, name) ? host.env[name] : undefined;
    return value === undefined ? { state: 'absent' } : { state: 'present', value };
  };
  return {
    id: 'env',
    protection: () => 'environment',
    get: async (names) => new Map(names.map((name) => [name, answer(name)])),
    set: async (name) => {
      throw readOnly(name);
    },
    delete: async (name) => {
      if (answer(name).state === 'absent') return false;
      throw readOnly(name);
    },
  };
}

function readOnly(name: string): AimError {
  return new AimError(
    'secret.read_only',
    `${name} cannot be changed: the environment is chosen as the store, and it is read-only`,
    { hint: 'Set AIM_SECRETS_BACKEND=file or AIM_SECRETS_BACKEND=keychain', details: { name } },
  );
}
