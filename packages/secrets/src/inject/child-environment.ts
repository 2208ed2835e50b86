import type { Host } from '@aim/core';
import type { SecretsManager } from '../manager/secrets-manager.js';
import type { SecretAnswer } from '../store/secret-store.js';
import { referencedSecret } from './reference.js';
import { planInjection, type InjectionInput, type InjectionPlan } from './plan-injection.js';

/** What the plan depends on besides the index and the inherited environment. */
export type ChildKeys = Omit<InjectionInput, 'stored' | 'inherited'>;

export interface ChildEnvironment {
  /** The whole environment, with every secret that could be read. */
  env: Record<string, string>;
  plan: InjectionPlan;
  /** The values of all keys in it, for redaction. */
  values: string[];
  /** Secrets of the plan that could not be read. */
  unread: UnreadSecret[];
}

export interface UnreadSecret {
  env: string;
  secret: string;
  answer: Exclude<SecretAnswer, { state: 'present' }>;
  /** The variable named the secret itself, as `aim://NAME`. */
  isReference?: true;
}

/**
 * Makes the environment of a child: the inherited one without what the plan removes, and the
 * secrets that it injects, read in one batch. What to do about a secret that could not be read is
 * the caller's decision.
 */
export async function childEnvironment(
  secrets: Pick<SecretsManager, 'listSecrets' | 'readSecrets'>,
  host: Host,
  keys: ChildKeys,
): Promise<ChildEnvironment> {
  // Only declared keys depend on what is stored.
  const listed = keys.keys.length === 0 ? [] : await secrets.listSecrets();
  const stored = new Set(listed.map(({ name }) => name));
  const plan = planInjection({ ...keys, stored, inherited: host.env });
  const env = inheritedWithout(host.env, new Set(plan.remove));
  const answers = await secrets.readSecrets(plan.inject.map(({ secret }) => secret));
  const values = plan.keep.map((name) => env.get(name) ?? '');
  const unread: UnreadSecret[] = [];
  for (const { env: name, secret } of plan.inject) {
    const answer = answers.get(secret) ?? { state: 'absent' };
    if (answer.state !== 'present') {
      // A reference that leads nowhere must not be taken for a key.
      const isReference = referencedSecret(env.get(name)) !== undefined;
      if (isReference) env.delete(name);
      unread.push({ env: name, secret, answer, ...(isReference && { isReference }) });
      continue;
    }
    env.set(name, answer.value);
    values.push(answer.value);
  }
  return { env: Object.fromEntries(env), plan, values, unread };
}

function inheritedWithout(
  inherited: Host['env'],
  removed: ReadonlySet<string>,
): Map<string, string> {
  const env = new Map<string, string>();
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !removed.has(name)) env.set(name, value);
  }
  return env;
}
