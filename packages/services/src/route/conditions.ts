import {
  AimError,
  costClasses,
  didYouMean,
  grantedPermissions,
  isVariableName,
  routeStrategies,
} from '@aim/core';
import type { RouteWishes } from '../facts/route-facts.js';
import type { KeyChange } from '../facts/tool-facts.js';

/** What `--what-if` changes, as data. */
export interface Conditions {
  /** What the job asks for. */
  wishes: RouteWishes;
  /** By tool, as the user named it. */
  tools: Map<string, ToolCondition>;
  accountsDown: Set<string>;
  keys: { present: Set<string>; absent: Set<string> } & KeyChange;
  /** The chain, in place of the configured one. */
  chain?: string[];
}

export type ToolCondition = 'down' | 'absent' | 'installed';
const toolConditions: readonly string[] = ['down', 'absent', 'installed'];

/**
 * Reads the conditions of `--what-if`; a later one wins over an earlier one. Pure.
 *
 * @throws AimError `usage.invalid` with the forms that there are
 */
export function parseConditions(texts: readonly string[]): Conditions {
  const conditions: Conditions = {
    wishes: {},
    tools: new Map(),
    accountsDown: new Set(),
    keys: { present: new Set(), absent: new Set() },
  };
  for (const text of texts) addCondition(conditions, text);
  return conditions;
}

function addCondition(conditions: Conditions, text: string): void {
  const [subject = '', ...rest] = text.split('=');
  const value = rest.join('=');
  const [scope, name = ''] = subject.split(':');
  if (scope === 'key' && name !== '') return addKey(conditions, name, value);
  if (scope === 'account' && name !== '') return addAccount(conditions, name, value);
  if (Object.hasOwn(wishes, subject)) {
    Object.assign(conditions.wishes, (wishes[subject] as Wish)(value, text));
    return;
  }
  if (subject === 'chain' && value !== '') {
    conditions.chain = value.split(',').map((each) => each.trim());
    return;
  }
  if (!toolConditions.includes(value)) throw invalid(text, nearTo(subject, value));
  conditions.tools.set(subject, value as ToolCondition);
}

function addKey({ keys }: Conditions, name: string, value: string): void {
  const text = `key:${name}=${value}`;
  if (!isVariableName(name)) throw invalid(text, `${name} is not the name of a variable`);
  if (value !== 'present' && value !== 'absent') {
    throw invalid(text, 'a key is present or absent');
  }
  keys[value].add(name);
  keys[value === 'present' ? 'absent' : 'present'].delete(name);
}

function addAccount({ accountsDown }: Conditions, name: string, value: string): void {
  if (value !== 'down') throw invalid(`account:${name}=${value}`, 'an account can be down');
  accountsDown.add(name);
}

type Wish = (value: string, text: string) => RouteWishes;

const wishes: Record<string, Wish> = {
  'local-only': (value, text) => ({ localOnly: flag(value, text) }),
  'require-key': (value, text) => ({ requireKey: flag(value, text) }),
  permission: (value, text) => ({ permission: choice(value, grantedPermissions, text) }),
  'max-cost': (value, text) => ({ maxCost: choice(value, costClasses, text) }),
  strategy: (value, text) => ({ strategy: choice(value, routeStrategies, text) }),
  context: (value, text) => ({ contextTokens: wholeNumber(value, text) }),
  seed: (value, text) => ({ seed: wholeNumber(value, text) }),
  model: (value, text) => {
    if (value === '') throw invalid(text, 'a model has a name');
    return { model: value };
  },
};

function flag(value: string, text: string): boolean {
  if (value === '' || value === 'true') return true;
  if (value === 'false') return false;
  throw invalid(text, 'it stands alone');
}

function choice<T extends string>(value: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw invalid(text, `expected one of ${allowed.join(', ')}`);
  return found;
}

function wholeNumber(value: string, text: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw invalid(text, 'expected a whole number');
}

function nearTo(subject: string, value: string): string {
  const known = [...Object.keys(wishes), 'chain', 'key:NAME', 'account:NAME'];
  const near = value === '' ? didYouMean(subject, known) : didYouMean(value, toolConditions);
  return near ?? `a tool can be ${toolConditions.join(', ')}`;
}

function invalid(text: string, why: string): AimError {
  return new AimError('usage.invalid', `--what-if ${text}: ${why}`, {
    hint: 'TOOL=down|absent|installed, account:NAME=down, key:NAME=present|absent, local-only, require-key, permission=MODE, model=NAME, context=TOKENS, max-cost=CLASS, strategy=NAME, seed=NUMBER, chain=TOOL,TOOL',
  });
}
