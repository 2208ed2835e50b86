interface SecretStoreInfo {
  /** The store as the object of a sentence: "stored in …". */
  words: string;
  /** False for a place that AIM reads and never writes. */
  writable: boolean;
}

/** Every place that can keep secrets. Choices, messages and checks follow from this table. */
export const secretStores = {
  keychain: { words: 'the OS keychain', writable: true },
  file: { words: 'the sealed file vault', writable: true },
  env: { words: 'environment variables (read-only)', writable: false },
} as const satisfies Record<string, SecretStoreInfo>;

export type StoreId = keyof typeof secretStores;

/** What may be chosen for new secrets: a store, or to find out which one there is. */
export type SecretsBackendChoice = 'auto' | StoreId;

export const secretsBackendChoices = [
  'auto',
  ...Object.keys(secretStores),
] as SecretsBackendChoice[];

/** What keeps a stored value from other people, in words to follow the store's. */
export const protections = {
  keychain: '',
  passphrase: 'sealed with a passphrase',
  'vault-keychain': 'sealed with a key in the OS keychain',
  'key-file': 'protected by file permissions only',
  environment: '',
} as const;

export type Protection = keyof typeof protections;
