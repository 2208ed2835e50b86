import type { BackupLock } from '../backup/age.js';
import type { BackedUp, RestorePlan, RestoreSource } from '../backup/back-up.js';
import type { ImportOptions, OpenedImport } from '../import/open-import.js';
import type { ImportSource } from '../import/source.js';
import { expiringSecrets, type Expiring } from '../index/expiring.js';
import type { RestoredIndex } from '../index/index-backup.js';
import { findRow, readIndex, readRows, type SecretVersion } from '../index/index-file.js';
import { secretInfo, type SecretInfo } from '../index/secret-info.js';
import { injectIntoEnv } from '../inject/inject-env.js';
import { canonicalName, checkSecretName } from '../secret-name.js';
import type { KeychainState } from '../store/keychain/probe-keychain.js';
import type { SecretAnswer } from '../store/secret-store.js';
import { deleteSecret, setSecret, type SecretDetails, type SetResult } from './change-secret.js';
import type { StoreDiagnosis } from './diagnose.js';
import { readSecrets, verifySecrets, type ReadOptions } from './read-secrets.js';
import { checkRenaming, renameSecret } from './rename-secret.js';
import { rollbackSecret } from './rollback-secret.js';
import type { Rotated, Rotation } from './rotate-secret.js';
import { secretsContext, type SecretsContext, type SecretsOptions } from './secrets-context.js';
import type { Unlocked } from './unlock.js';
import { vaultStatus, type VaultStatus } from './vault-status.js';
import { findVersion, listVersions, readVersion } from './versions.js';

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

  /** Reads many secrets at once, in one question to each store; a failure is an answer. */
  async readSecrets(
    names: readonly string[],
    options?: ReadOptions,
  ): Promise<ReadonlyMap<string, SecretAnswer>> {
    const canonical = new Map(names.map((name) => [name, this.#checked(name)]));
    const answers = await readSecrets(this.#context, [...new Set(canonical.values())], options);
    return new Map([...canonical].map(([name, own]) => [name, answers.get(own) as SecretAnswer]));
  }

  /** False when there is none. @throws AimError `secret.*` of the store; it is then still listed */
  async deleteSecret(name: string): Promise<boolean> {
    return deleteSecret(this.#context, this.#checked(name));
  }

  /**
   * Gives a secret another name in the same store, with its earlier values.
   *
   * @throws AimError `secret.absent`, `secret.exists`, `secret.*` of the store
   */
  async renameSecret(from: string, to: string): Promise<SecretInfo> {
    return renameSecret(this.#context, { from: this.#checked(from), to: this.#checked(to) });
  }

  /** Refuses what `renameSecret` would refuse, and changes nothing. @throws AimError as it */
  async checkRenaming(from: string, to: string): Promise<void> {
    checkRenaming(this.#context, { from: this.#checked(from), to: this.#checked(to) });
  }

  /** The earlier values that are kept of a secret, at most five, the oldest first. Opens no store. */
  async listVersions(name: string): Promise<SecretVersion[]> {
    return listVersions(this.#context, this.#checked(name));
  }

  /** What `rollbackSecret` would put back. Opens no store. @throws AimError `secret.absent` */
  async findVersion(name: string, version?: number): Promise<SecretVersion> {
    return findVersion(this.#context, this.#checked(name), version).version;
  }

  /** An earlier value that is kept. @throws AimError `secret.absent`, or what the store answered */
  async readVersion(name: string, version: number): Promise<string> {
    return (await readVersion(this.#context, this.#checked(name), version)).value;
  }

  /**
   * Stores an earlier value again, the latest one unless told, with the expiry that it had. The
   * present one becomes a version.
   *
   * @throws AimError `secret.absent` when no such version is kept; as `setSecret`
   */
  async rollbackSecret(name: string, version?: number): Promise<SetResult> {
    return rollbackSecret(this.#context, this.#checked(name), version);
  }

  /**
   * Replaces the value of a secret that is there. The old one becomes a version that is kept for
   * `keepMs`; its expiry goes with it.
   *
   * @throws AimError as `checkRotation` and `setSecret`
   */
  async rotateSecret(name: string, rotation: Rotation): Promise<Rotated> {
    const { rotateSecret } = await import('./rotate-secret.js');
    return rotateSecret(this.#context, this.#checked(name), rotation);
  }

  /** @throws AimError `secret.absent`; `usage.invalid` for the value that is stored already */
  async checkRotation(name: string, value: string): Promise<void> {
    const { checkRotation } = await import('./rotate-secret.js');
    checkRotation(this.#context, this.#checked(name), value);
  }

  /** Deletes the earlier values whose time is over; what cannot be deleted now stays for later. */
  async dropRetired(): Promise<void> {
    return (await import('./retire-versions.js')).dropRetired(this.#context);
  }

  /**
   * All secrets of this moment in one age file, which the `age` program opens too. Earlier values
   * are not in it.
   *
   * @throws AimError of the first secret that could not be read; `usage.invalid` for a recipient
   */
  async backUp(lock: BackupLock): Promise<BackedUp> {
    const { backUp } = await import('../backup/back-up.js');
    return backUp(this.#context, lock);
  }

  /**
   * Opens a backup and answers what restoring would do. Changes nothing.
   *
   * @throws AimError `secret.denied` for another key, `secret.corrupt` for a damaged file
   */
  async planRestore(source: RestoreSource): Promise<RestorePlan> {
    const { openBackup } = await import('../backup/back-up.js');
    return (await openBackup(this.#context, source)).plan;
  }

  /**
   * Stores what is in a backup. What differs is left as it is unless `force`; it then becomes a
   * version. Can be repeated: what was stored before a failure is the same the next time.
   *
   * @throws AimError as `planRestore` and `setSecret`
   */
  async restore(source: RestoreSource): Promise<RestorePlan> {
    const { restoreBackup } = await import('../backup/back-up.js');
    return restoreBackup(this.#context, source);
  }

  /**
   * Reads a source and compares it with what is stored: the plan, and what carries it out.
   * Evaluates nothing of what it reads, and changes nothing until `apply`.
   *
   * @throws AimError `import.invalid`, `import.needs_program`, `usage.invalid`, `file.*`; `secret.*`
   *   of the source and of the first store that failed
   */
  async openImport(source: ImportSource, options: ImportOptions = {}): Promise<OpenedImport> {
    const { openImport } = await import('../import/open-import.js');
    return openImport(this.#context, source, options);
  }

  /**
   * Puts the copy of the index back that its last change left; a damaged index is kept beside it.
   *
   * @throws AimError `file.corrupt` for the copy, `secret.absent` when there is none
   */
  async restoreIndex(): Promise<RestoredIndex> {
    const { restoreIndex } = await import('../index/index-backup.js');
    return restoreIndex(this.#context.paths, this.#context.host);
  }

  /** What the index knows, sorted by name. Opens no store. */
  async listSecrets(): Promise<SecretInfo[]> {
    const { paths } = this.#context;
    return readRows(paths).map((row) => secretInfo(row, paths));
  }

  /** The same of one secret; undefined when it is not listed. Opens no store. */
  async describeSecret(name: string): Promise<SecretInfo | undefined> {
    const { paths } = this.#context;
    const row = findRow(readIndex(paths), this.#checked(name));
    return row === undefined ? undefined : secretInfo(row, paths);
  }

  /** The secrets that have expired, or will within 14 days. Opens no store. */
  async listExpiring(): Promise<Expiring[]> {
    return expiringSecrets(readRows(this.#context.paths), this.#context.host.now());
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

  /**
   * Asks the stores that are in use, or will be next, and compares their answers with the index.
   *
   * @throws AimError `file.corrupt` for the index
   */
  async diagnose(): Promise<StoreDiagnosis[]> {
    const { diagnose } = await import('./diagnose.js');
    return diagnose(this.#context);
  }

  /**
   * The file of a vault that a passphrase opens. Opens nothing.
   *
   * @throws AimError `usage.invalid` when there is none
   */
  async checkUnlock(): Promise<string> {
    const { checkUnlock } = await import('./unlock.js');
    return checkUnlock(this.#context);
  }

  /**
   * Opens the file vault to this user's processes for `forMs`, from 1 s to 12 h.
   *
   * @throws AimError `secret.denied` for another passphrase, `secret.unavailable`, `usage.invalid`
   */
  async unlock(passphrase: string, forMs: number): Promise<Unlocked> {
    const { unlockVault } = await import('./unlock.js');
    return unlockVault(this.#context, passphrase, forMs);
  }

  /** Ends that at once; false when nothing was unlocked. @throws AimError `secret.timeout` */
  async lock(): Promise<boolean> {
    const { lockVault } = await import('./unlock.js');
    return lockVault(this.#context);
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
    const names = keys ?? readRows(this.#context.paths).map((row) => row.name);
    return readSecrets(this.#context, [...new Set(names.map((name) => this.#checked(name)))]);
  }
}
