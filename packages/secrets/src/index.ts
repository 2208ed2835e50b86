// The contract of @aim/secrets: grouped by concept, every name on purpose.

// the manager
export { getSecret, getSecretsManager, storeSecret } from './manager/own-secrets.js';
export { SecretsManager } from './manager/secrets-manager.js';
export type { SecretDetails, SetResult } from './manager/change-secret.js';
export type { ConfiguredBackend, SecretsOptions } from './manager/secrets-context.js';
export type { ReadOptions } from './manager/read-secrets.js';
export type { Rotated, Rotation } from './manager/rotate-secret.js';
export type { StoreDiagnosis } from './manager/diagnose.js';
export type { Unlocked } from './manager/unlock.js';
export type { VaultStatus } from './manager/vault-status.js';

// the index
export type { Expiring } from './index/expiring.js';
export type { SecretInfo } from './index/secret-info.js';
export type { SecretVersion } from './index/index-file.js';

// backups
export type { BackupKey, BackupLock } from './backup/age.js';
export { isSealedWithPassphrase } from './backup/age.js';
export type { BackedUp, RestorePlan, RestoreSource } from './backup/back-up.js';
export type { RestoredIndex } from './index/index-backup.js';
export type { StoreAction } from './manager/compare-stored.js';

// imports
export type { ImportOptions, ImportPlan, ImportStep, OpenedImport } from './import/open-import.js';
export type { ImportSelection, ImportSource, SkipReason } from './import/source.js';

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
export { referenceAbsent, referencedSecret } from './inject/reference.js';

// rules for names, values and times
export { parseExpiry } from './secret-expiry.js';
export { canonicalName, checkSecretName } from './secret-name.js';
export { checkSecretValue } from './secret-value.js';
