import { secretStores, type Protection, type StoreId } from '@aim/core';
import { readRows, type IndexRow } from '../index/index-file.js';
import type { FailedState, SecretAnswer } from '../store/secret-store.js';
import { stores } from '../store/stores.js';
import { askStore } from './read-secrets.js';
import type { SecretsContext } from './secrets-context.js';
import { nextStore } from './vault-status.js';

/** What was found out of one store by asking it. */
export interface StoreDiagnosis {
  id: StoreId;
  /** `ready` also when some values are missing; `unused` when nothing was asked of it. */
  state: 'ready' | 'unused' | FailedState;
  /** How many secrets the index records here. */
  secretCount: number;
  /** New secrets go here, as far as that is known before the first one. */
  isNext: boolean;
  protection: Protection | null;
  path: string | null;
  /** Secrets of the index that the store does not have. */
  missing: string[];
  /** Secrets whose own entry cannot be read. */
  broken: string[];
  /** Why it failed, and the command that helps. */
  detail: string | null;
  hint: string | null;
  durationMs: number;
}

/**
 * Asks every store that holds secrets, or will hold the next one, and compares the answers with the
 * index. Changes nothing.
 *
 * @throws AimError `file.corrupt` for the index, `usage.invalid` for `AIM_SECRETS_BACKEND`
 */
export async function diagnose(context: SecretsContext): Promise<StoreDiagnosis[]> {
  const secrets = readRows(context.paths);
  const choice = await context.choice();
  // Where only the attempt will tell, the keychain is what is tried first.
  const next = choice === 'auto' ? (nextStore(context) ?? 'keychain') : choice;
  const diagnoses: StoreDiagnosis[] = [];
  for (const id of Object.keys(secretStores) as StoreId[]) {
    const rows = secrets.filter(({ backend }) => backend === id);
    const isNext = id === next;
    const asked =
      rows.length > 0 || isNext ? await ask(context, id, rows) : { ...silent, durationMs: 0 };
    const { protection, path } = stores[id].guard(context);
    diagnoses.push({ id, secretCount: rows.length, isNext, protection, path, ...asked });
  }
  return diagnoses;
}

type Asked = Pick<
  StoreDiagnosis,
  'state' | 'missing' | 'broken' | 'detail' | 'hint' | 'durationMs'
>;

const silent: Omit<Asked, 'durationMs'> = {
  state: 'unused',
  missing: [],
  broken: [],
  detail: null,
  hint: null,
};

async function ask(
  context: SecretsContext,
  id: StoreId,
  rows: readonly IndexRow[],
): Promise<Asked> {
  const started = performance.now();
  const names = rows.length > 0 ? rows.map(({ name }) => name) : [nobody];
  const answers = await askStore(context, id, names);
  const durationMs = Math.round(performance.now() - started);
  const named = (is: (answer: SecretAnswer) => boolean) =>
    rows.map(({ name }) => name).filter((name) => is(answers.get(name) as SecretAnswer));
  const missing = named(({ state }) => state === 'absent');
  const broken = named(({ state }) => state === 'corrupt');
  const all = [...answers.values()];
  const failed = all.find((answer) => 'error' in answer);
  // One entry that cannot be read is a fault of that entry when others can.
  const isStore = failed !== undefined && all.every((answer) => 'error' in answer);
  const told =
    failed === undefined ? {} : { detail: failed.error.message, hint: failed.error.hint };
  const state = isStore ? failed.state : 'ready';
  return {
    state,
    missing,
    broken: isStore ? [] : broken,
    detail: told.detail ?? null,
    hint: told.hint ?? null,
    durationMs,
  };
}

/** A store without secrets is asked for a name that nothing has. */
const nobody = '.aim-probe';
