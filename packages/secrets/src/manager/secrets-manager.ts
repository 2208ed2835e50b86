import { aimPaths, loadConfig, systemHost } from '@aim/core';
import { findRow, readIndex } from '../index/index-file.js';
import { secretInfo, type SecretInfo } from '../index/secret-info.js';
import { injectIntoEnv } from '../inject/inject-env.js';
import { canonicalName, checkSecretName } from '../secret-name.js';
import type { KeychainState } from '../store/keychain/probe-keychain.js';
import type { SecretAnswer } from '../store/secret-store.js';
import { deleteSecret, setSecret, type SecretDetails, type SetResult } from './change-secret.js';
import { readSecrets, verifySecrets } from './read-secrets.js';
import { secretsContext, type SecretsContext, type SecretsOptions } from './secrets-context.js';
import { vaultStatus, type VaultStatus } from './vault-status.js';

/**
 * Keeps secrets in the system's keychain or in a sealed file, and gives them to processes. All
 * methods take `NAME` or `service/name`; `openai/api_key` is `OPENAI_API_KEY`.
 *
 * Every method throws AimError `secret.invalid_name`, and `file.corrupt` when the index is damaged.
 */
export class SecretsManager {
  readonly #context: SecretsContext;

  constructor(options: Partial<SecretsOptions> = {}) {
    this.#context = secretsContext(options);
  }

  /**
   * Stores a value of at most 1 MiB. A name that is known stays in its store.
   *
   * @throws AimError `secret.invalid_value`, `secret.read_only`, `secret.*` of the store,
   *   `file.*`, `lock.busy` after 30 s, `usage.invalid` for an expiry that `parseExpiry` refuses
   */
  async setSecret(name: string, value: string, details: SecretDetails = {}): Promise<SetResult> {
    return setSecret(this.#context, { name: this.#checked(name), value, details });
  }

  /**
   * The value, or undefined when there is none.
   *
   * @throws AimError `secret.locked`, `secret.denied`, `secret.unavailable`, `secret.corrupt`,
   *   `secret.timeout`, `file.insecure`, `file.permission`
   */
  async getSecret(name: string): Promise<string | undefined> {
    const answer = (await this.readSecrets([name])).get(name) as SecretAnswer;
    if ('error' in answer) throw answer.error;
    return answer.state === 'present' ? answer.value : undefined;
  }

  /** Reads many secrets at once, with one helper process at most; a failure is an answer. */
  async readSecrets(names: readonly string[]): Promise<ReadonlyMap<string, SecretAnswer>> {
    const wanted = names.map((name) => ({ name, canonical: this.#checked(name) }));
    const answers = await readSecrets(this.#context, [
      ...new Set(wanted.map(({ canonical }) => canonical)),
    ]);
    return new Map(
      wanted.map(({ name, canonical }) => [name, answers.get(canonical) as SecretAnswer]),
    );
  }

  /**
   * Deletes a secret; false when there is none.
   *
   * @throws AimError `secret.*` of the store; the secret is then still listed
   */
  async deleteSecret(name: string): Promise<boolean> {
    return deleteSecret(this.#context, this.#checked(name));
  }

  /** What the index knows, sorted by name. Opens no store. */
  async listSecrets(): Promise<SecretInfo[]> {
    const { paths } = this.#context;
    return readIndex(paths).secrets.map((row) => secretInfo(row, paths));
  }

  /** The same of one secret; undefined when it is not listed. Opens no store. */
  async describeSecret(name: string): Promise<SecretInfo | undefined> {
    const { paths } = this.#context;
    const row = findRow(readIndex(paths), this.#checked(name));
    return row === undefined ? undefined : secretInfo(row, paths);
  }

  /**
   * Asks the stores whether the listed secrets are still there, and records the answers.
   *
   * @throws AimError of the first store that failed; what the others said is recorded
   */
  async verifySecrets(): Promise<SecretInfo[]> {
    return verifySecrets(this.#context);
  }

  /**
   * A copy of `env` with these secrets, or all of them, as variables. A secret that is absent, or
   * whose name is no name of a variable, is left out.
   *
   * @throws AimError of the first secret whose store failed
   */
  async injectIntoEnv(
    keys?: readonly string[],
    env: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Record<string, string>> {
    return injectIntoEnv(await this.#answersFor(keys), env);
  }

  /**
   * Puts these secrets, or all of them, into this process's own environment.
   *
   * @returns the names of the variables that were set
   * @throws AimError of the first secret whose store failed; nothing is then set
   */
  async exportToEnv(keys?: readonly string[]): Promise<string[]> {
    const injected = injectIntoEnv(await this.#answersFor(keys), {});
    Object.assign(process.env, injected);
    return Object.keys(injected);
  }

  /** Where secrets are and how they are guarded, without asking a store. */
  async vaultStatus(): Promise<VaultStatus> {
    return vaultStatus(this.#context);
  }

  /** Asks the keychain whether it answers; never throws for a keychain that does not. */
  async probeKeychain(): Promise<KeychainState> {
    const { probeKeychain } = await import('../store/keychain/probe-keychain.js');
    return probeKeychain(await this.#context.keychain());
  }

  #checked(name: string): string {
    checkSecretName(name);
    return canonicalName(name, this.#context.catalogue);
  }

  async #answersFor(keys?: readonly string[]): Promise<ReadonlyMap<string, SecretAnswer>> {
    const names = keys ?? readIndex(this.#context.paths).secrets.map((row) => row.name);
    return readSecrets(this.#context, [...new Set(names.map((name) => this.#checked(name)))]);
  }
}

/**
 * A manager for this user: where `backend` is not given, the configuration says where new secrets
 * go. It is read when that is first needed; a project's file that is not trusted has no say.
 *
 * Its methods throw `config.*` as well, except those that only read the index.
 */
export function getSecretsManager(options: Partial<SecretsOptions> = {}): SecretsManager {
  const host = options.host ?? systemHost();
  const paths = options.paths ?? aimPaths(host);
  const configured = async () => (await loadConfig(host, paths)).config.secrets?.backend;
  return new SecretsManager({ ...options, host, paths, backend: options.backend ?? configured });
}

/** Stores a value as `service/name`, where the configuration of this user says. */
export async function storeSecret(
  service: string,
  name: string,
  value: string,
): Promise<SetResult> {
  return getSecretsManager().setSecret(`${service}/${name}`, value);
}

/** The value of `service/name` in this user's own store, or undefined when there is none. */
export async function getSecret(service: string, name: string): Promise<string | undefined> {
  return getSecretsManager().getSecret(`${service}/${name}`);
}
