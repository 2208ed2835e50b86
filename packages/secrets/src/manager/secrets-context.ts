import {
  AimError,
  aimPaths,
  didYouMean,
  knownKeyNames,
  loadCatalogue,
  secretsBackendChoices,
  systemHost,
  type AimPaths,
  type Catalogue,
  type Host,
  type SecretsBackendChoice,
  type StoreId,
} from '@aim/core';
import { join } from 'node:path';
import type { KeychainOptions } from '../store/keychain/keychain-call.js';
import type { SecretStore } from '../store/secret-store.js';
import { stores } from '../store/stores.js';

export interface SecretsOptions {
  host: Host;
  paths: AimPaths;
  /**
   * Where new secrets go, or who knows it, asked once when it is first needed;
   * `AIM_SECRETS_BACKEND` wins over it. `auto` unless told.
   */
  backend?: SecretsBackendChoice | ConfiguredBackend;
  /** The keychain helper; a bundle has to name its own copy. */
  helperFile?: string;
  /** The longest that one batch of keychain calls may take, in ms; 3,000 unless told. */
  keychainDeadlineMs?: number;
  /** Under which name the keychain keeps the entries; `aim` unless told. */
  service?: string;
  /** The providers that have a main variable; AIM's own catalogue unless told. */
  catalogue?: Catalogue;
}

/** Undefined where the configuration says nothing. */
export type ConfiguredBackend = () => Promise<SecretsBackendChoice | undefined>;

/** What every use case of this package needs. */
export interface SecretsContext {
  host: Host;
  paths: AimPaths;
  catalogue: () => Catalogue;
  /** @throws AimError `usage.invalid` when `AIM_SECRETS_BACKEND` has no meaning; `config.*` */
  choice: () => Promise<SecretsBackendChoice>;
  /** Loads the keychain's code only when it is asked for. */
  store: (id: StoreId) => Promise<SecretStore>;
  keychain: () => Promise<KeychainOptions>;
}

export function secretsContext(options: Partial<SecretsOptions>): SecretsContext {
  const host = options.host ?? systemHost();
  const paths = options.paths ?? aimPaths(host);
  const catalogue = () => options.catalogue ?? loadCatalogue();
  const keychain = async () => {
    return {
      host,
      service: options.service ?? 'aim',
      helperFile:
        options.helperFile ?? (await import('../store/keychain/ask-helper.js')).ownHelperFile(),
      deadlineMs: options.keychainDeadlineMs ?? 3000,
      knownKeys: () => knownKeyNames(catalogue()),
      writerFile: join(paths.secretsDir, 'keychain-writer.json'),
      overflowDir: join(paths.secretsDir, 'overflow'),
    };
  };
  let choice: Promise<SecretsBackendChoice> | undefined;
  const opened = new Map<StoreId, Promise<SecretStore>>();
  const context: SecretsContext = {
    host,
    paths,
    catalogue,
    keychain,
    choice: () => (choice ??= backendChoice(host, options.backend)),
    store: (id) => {
      const store = opened.get(id) ?? stores[id].open(context);
      opened.set(id, store);
      return store;
    },
  };
  return context;
}

async function backendChoice(
  host: Host,
  configured: SecretsOptions['backend'],
): Promise<SecretsBackendChoice> {
  const named = host.env['AIM_SECRETS_BACKEND'];
  if (!named) return (typeof configured === 'function' ? await configured() : configured) ?? 'auto';
  const choice = secretsBackendChoices.find((candidate) => candidate === named);
  if (choice !== undefined) return choice;
  throw new AimError(
    'usage.invalid',
    `AIM_SECRETS_BACKEND is ${JSON.stringify(named)}; it can be ${secretsBackendChoices.join(', ')}`,
    { hint: didYouMean(named, secretsBackendChoices) ?? 'unset AIM_SECRETS_BACKEND' },
  );
}
