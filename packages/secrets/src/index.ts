// The contract of @aim/secrets: grouped by concept, every name on purpose.

// the manager
export {
  getSecret,
  getSecretsManager,
  SecretsManager,
  storeSecret,
} from './manager/secrets-manager.js';
export type { SecretDetails, SetResult } from './manager/change-secret.js';
export type { ConfiguredBackend, SecretsOptions } from './manager/secrets-context.js';
export type { VaultStatus } from './manager/vault-status.js';

// the index
export type { SecretInfo } from './index/secret-info.js';

// the stores
export type { FailedState, SecretAnswer, SecretStore } from './store/secret-store.js';
export type { Protection, StoreId } from '@aim/core';
export type { KeychainState } from './store/keychain/probe-keychain.js';

// injection
export {
  planInjection,
  type Injection,
  type InjectionInput,
  type InjectionPlan,
  type WithheldKey,
  type WithheldReason,
} from './inject/plan-injection.js';

export {
  childEnvironment,
  type ChildEnvironment,
  type ChildKeys,
  type UnreadSecret,
} from './inject/child-environment.js';

// rules for names, values and times
export { parseExpiry } from './secret-expiry.js';
export { checkSecretName } from './secret-name.js';
export { checkSecretValue } from './secret-value.js';
