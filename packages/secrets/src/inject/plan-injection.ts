import type { KeyVariable } from '@aim/core';
import { checkReference, referencedSecret } from './reference.js';

export interface InjectionInput {
  /** Variables that the tool's manifest declares. */
  keys: readonly KeyVariable[];
  /** What the user asked for with `--secret`; always honoured. */
  extra: readonly Injection[];
  /** Names of the secrets that the index holds. */
  stored: ReadonlySet<string>;
  inherited: Readonly<Record<string, string | undefined>>;
  /** Variables that hold a key of any known tool or provider. */
  knownKeys: ReadonlySet<string>;
  /** A subscription login of the tool was found. */
  loginPresent: boolean;
  /** Variables that would take precedence over that login. */
  overriddenBy: readonly string[];
  inject: 'auto' | 'always' | 'never';
  /** False for a program that AIM knows nothing of: it keeps its environment, apart from `AIM_*`. */
  isTool: boolean;
}

/** A variable of the child, and the secret that fills it. */
export interface Injection {
  env: string;
  secret: string;
}

/** `aim`: a setting of AIM itself, which is no key and is left out of a count of keys. */
export type WithheldReason = 'login' | 'not-declared' | 'aim' | 'never';

export interface WithheldKey {
  env: string;
  reason: WithheldReason;
  message: string;
}

export interface InjectionPlan {
  inject: Injection[];
  withheld: WithheldKey[];
  /** Declared keys that the child inherits, since no secret takes their place. */
  keep: string[];
  /** Variables to delete from the child's environment, before the secrets are put in. */
  remove: string[];
}

/**
 * Decides which keys a child gets and which it does not. A tool gets what it declares, a stored
 * secret before an inherited variable, and loses every other known key. An inherited variable whose
 * value is `aim://NAME` is filled with that secret. Pure; the order of each list depends on the
 * input's content only.
 *
 * @throws AimError `secret.invalid_name` for a reference to what no secret can be named
 */
export function planInjection(input: InjectionInput): InjectionPlan {
  const extra = new Map(input.extra.map((injection) => [injection.env, injection]));
  const inherited = Object.keys(input.inherited)
    .filter((env) => input.inherited[env] !== undefined)
    .sort();
  const declared = new Map((input.isTool ? input.keys : []).map((key) => [key.env, key]));
  const decisions: Decision[] = [];
  for (const [env, key] of declared) {
    if (!extra.has(env) && !isOwn(env)) {
      decisions.push(decideDeclared(key, input, inherited.includes(env)));
    }
  }
  for (const env of inherited) {
    if (extra.has(env)) continue;
    if (isOwn(env)) decisions.push({ withheld: withhold(env, 'aim'), remove: true });
    else if (input.isTool && input.knownKeys.has(env) && !declared.has(env)) {
      decisions.push({ withheld: withhold(env, 'not-declared'), remove: true });
    } else if (!declared.has(env)) {
      const secret = referenceIn(env, input);
      if (secret !== undefined) decisions.push({ inject: { env, secret } });
    }
  }
  return {
    inject: [...decisions.flatMap(({ inject }) => inject ?? []), ...extra.values()],
    withheld: decisions.flatMap(({ withheld }) => withheld ?? []),
    keep: decisions.flatMap(({ keep }) => keep ?? []),
    remove: decisions.flatMap(({ withheld, remove }) =>
      withheld !== undefined && remove === true ? withheld.env : [],
    ),
  };
}

interface Decision {
  inject?: Injection;
  withheld?: WithheldKey;
  keep?: string;
  remove?: boolean;
}

function decideDeclared(key: KeyVariable, input: InjectionInput, isInherited: boolean): Decision {
  const { env } = key;
  const secret = (key.secrets ?? [env]).find((name) => input.stored.has(name));
  const reference = referenceIn(env, input);
  const kept = isInherited ? { keep: env } : {};
  if (input.inject === 'never') {
    return secret === undefined ? kept : { ...kept, withheld: withhold(env, 'never') };
  }
  const overrides = input.loginPresent && input.overriddenBy.includes(env);
  if (input.inject === 'auto' && overrides) {
    if (secret === undefined && !isInherited) return {};
    return { withheld: withhold(env, 'login'), remove: isInherited };
  }
  const source = secret ?? reference;
  return source === undefined ? kept : { inject: { env, secret: source } };
}

function referenceIn(env: string, { inherited }: InjectionInput): string | undefined {
  // A key may be named as what every object inherits.
  const value = Object.hasOwn(inherited, env) ? inherited[env] : undefined;
  const secret = referencedSecret(value);
  if (secret !== undefined) checkReference(env, secret);
  return secret;
}

/** Settings of AIM never reach a child: one of them names the file with the passphrase. */
function isOwn(env: string): boolean {
  return env.startsWith('AIM_');
}

function withhold(env: string, reason: WithheldReason): WithheldKey {
  return { env, reason, message: `${env} is withheld: ${reasons[reason]}` };
}

const reasons: Record<WithheldReason, string> = {
  login: 'it would take precedence over the login that the tool has',
  'not-declared': 'the tool does not declare it',
  aim: 'it is a setting of AIM',
  never: 'the configuration says `inject: never`',
};
