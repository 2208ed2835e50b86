import { countOf, isAimError, protections, secretStores, type AimError } from '@aim/core';
import type { StoreDiagnosis, VaultStatus } from '@aim/secrets';
import type { AimContext } from './context.js';
import { recordVerify } from './secrets.js';

/** Which store new secrets go to, who said so, and how many each store has. */
export interface BackendDetails extends VaultStatus {
  /** `AIM_SECRETS_BACKEND`, the key of the configuration, or AIM itself. */
  chosenBy: 'AIM_SECRETS_BACKEND' | 'secrets.backend' | 'default';
  stores: { id: string; secretCount: number }[];
}

/** Opens no store and starts nothing. */
export async function secretsBackend(context: AimContext): Promise<BackendDetails> {
  const secrets = await context.secrets();
  const { config } = await context.config();
  const listed = await secrets.listSecrets();
  const configured = config.secrets?.backend === undefined ? 'default' : 'secrets.backend';
  return {
    ...(await secrets.vaultStatus()),
    chosenBy: context.host.env['AIM_SECRETS_BACKEND'] ? 'AIM_SECRETS_BACKEND' : configured,
    stores: Object.keys(secretStores).map((id) => ({
      id,
      secretCount: listed.filter(({ backend }) => backend === id).length,
    })),
  };
}

/** One thing that was looked at, and the command that mends it. */
export interface SecretsCheck {
  id: string;
  title: string;
  status: 'ok' | 'info' | 'warn' | 'fail';
  evidence: string;
  fix: string | null;
  durationMs: number;
}

export interface SecretsDoctor {
  healthy: boolean;
  checks: SecretsCheck[];
  stores: StoreDiagnosis[];
}

/** Asks every store in use and says what is wrong, why, and the one command that mends it. */
export async function secretsDoctor(context: AimContext): Promise<SecretsDoctor> {
  const secrets = await context.secrets();
  const started = performance.now();
  let stores: StoreDiagnosis[];
  try {
    stores = await secrets.diagnose();
  } catch (error) {
    if (!isAimError(error)) throw error;
    return { healthy: false, checks: [indexFailed(error, started)], stores: [] };
  }
  const count = stores.reduce((sum, { secretCount }) => sum + secretCount, 0);
  const index: SecretsCheck = {
    id: 'secrets.index',
    title: 'Index',
    status: 'ok',
    evidence: `${countOf(count, 'secret')} listed`,
    fix: null,
    // Each was rounded by itself.
    durationMs: Math.max(0, Math.round(performance.now() - started) - total(stores)),
  };
  await recordVerify(context, count);
  const checks = [index, ...stores.filter(({ state }) => state !== 'unused').flatMap(storeChecks)];
  return { healthy: !checks.some(({ status }) => status === 'fail'), checks, stores };
}

function indexFailed(error: AimError, started: number): SecretsCheck {
  return {
    id: 'secrets.index',
    title: 'Index',
    status: 'fail',
    evidence: error.message,
    fix: error.hint ?? null,
    durationMs: Math.round(performance.now() - started),
  };
}

function storeChecks(store: StoreDiagnosis): SecretsCheck[] {
  const { id, state, durationMs } = store;
  const base = { id: `secrets.${id}`, title: titles[id], durationMs };
  if (state !== 'ready') {
    const evidence = store.detail ?? state;
    // Nothing is lost as long as no secret lies in it.
    const status = store.secretCount > 0 ? 'fail' : 'warn';
    return [{ ...base, status, evidence: `${state}: ${evidence}`, fix: store.hint }];
  }
  const words = [countOf(store.secretCount, 'secret'), store.isNext ? 'new ones go here' : ''];
  const guard = store.protection === null ? '' : protections[store.protection];
  const evidence = [...words, guard].filter(Boolean).join('; ');
  const weak = store.protection === 'key-file';
  return [
    {
      ...base,
      status: weak ? 'info' : 'ok',
      evidence,
      fix: weak ? 'export AIM_PASSPHRASE_FILE=FILE, then store any secret again' : null,
    },
    ...store.missing.map((name) => gone(base, name)),
    ...store.broken.map((name) => broken(base, name)),
  ];
}

type Base = Pick<SecretsCheck, 'id' | 'title' | 'durationMs'>;

function gone(base: Base, name: string): SecretsCheck {
  const evidence = `${name} is listed, and the store does not have it`;
  return { ...base, durationMs: 0, status: 'fail', evidence, fix: `aim secrets set ${name}` };
}

function broken(base: Base, name: string): SecretsCheck {
  const evidence = `the entry of ${name} cannot be read`;
  return { ...base, durationMs: 0, status: 'fail', evidence, fix: `aim secrets set ${name}` };
}

const titles: Record<StoreDiagnosis['id'], string> = {
  keychain: 'Keychain',
  file: 'File vault',
  env: 'Environment',
};

function total(stores: readonly StoreDiagnosis[]): number {
  return stores.reduce((sum, { durationMs }) => sum + durationMs, 0);
}
