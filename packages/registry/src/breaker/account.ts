import { expandIfDefined, type Host } from '@aim/core';
import { planInjection, type SecretInfo } from '@aim/secrets';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { isLoggedIn } from '../tools/login.js';
import type { Tool } from '../tools/tool.js';

/** Whom a service sees when a tool asks it. */
export interface Account {
  /** The same for two tools that show the same credential; holds no value. */
  id: string;
  label: string;
  /** Another one after the credential was replaced. */
  proof: () => string;
}

export interface AccountFacts {
  host: Host;
  /** What the index of secrets knows; no store is asked. */
  stored: ReadonlyMap<string, Pick<SecretInfo, 'fingerprint'>>;
  /** Their names. */
  storedNames: ReadonlySet<string>;
  /** Of the state of the breakers: the fingerprint of a variable differs from machine to machine. */
  salt: string;
}

/**
 * The account that a tool works with: its login, else the keys that it would be given. Undefined
 * where AIM cannot tell: no credential is to be seen, or the tool just gets whatever there is.
 */
export function accountOf(tool: Tool, facts: AccountFacts): Account | undefined {
  const { host } = facts;
  const loggedIn = isLoggedIn(tool, host);
  const keys = tool.keysAreDefault ? [] : credentials(tool, loggedIn, facts);
  if (loggedIn && !overridesLogin(tool, keys)) {
    return {
      id: `login/${tool.id}`,
      label: `the login of ${tool.name}`,
      proof: () => loginProof(tool, host),
    };
  }
  if (keys.length === 0) return undefined;
  const id = [...new Set(keys.map(({ mark }) => mark))].sort().join('+');
  return { id, label: [...new Set(keys.map(({ env }) => env))].join(', '), proof: () => id };
}

const noKeys: ReadonlySet<string> = new Set();

interface Credential {
  env: string;
  mark: string;
}

/** Some variables take precedence over a login; where AIM keeps them out they are not among these. */
function overridesLogin(tool: Tool, keys: readonly Credential[]): boolean {
  return keys.some(({ env }) => tool.login?.overriddenBy?.includes(env) === true);
}

function credentials(tool: Tool, loggedIn: boolean, facts: AccountFacts): Credential[] {
  const { host, stored, storedNames, salt } = facts;
  // Most tools have none, and a plan asks for every tool.
  const keys = tool.keys.filter(
    ({ env, secrets = [env] }) => host.env[env] || secrets.some((name) => storedNames.has(name)),
  );
  if (keys.length === 0) return [];
  const inherited = Object.fromEntries(keys.map(({ env }) => [env, host.env[env] || undefined]));
  const plan = planInjection({
    keys,
    extra: [],
    stored: storedNames,
    inherited,
    knownKeys: noKeys,
    loginPresent: loggedIn,
    overriddenBy: tool.login?.overriddenBy ?? [],
    inject: tool.inject,
    isTool: true,
  });
  const injected = plan.inject.map(({ env, secret }) => ({
    env,
    mark: `vault/${stored.get(secret)?.fingerprint ?? secret}`,
  }));
  const kept = plan.keep.map((env) => ({
    env,
    mark: `env/${fingerprint(salt, inherited[env] as string)}`,
  }));
  return [...injected, ...kept];
}

/** One call of the hash: HMAC takes five times as long, and a plan asks for every tool. */
function fingerprint(salt: string, value: string): string {
  return hash('sha256', `${salt}\0${value}`).slice(0, 12);
}

function loginProof(tool: Tool, host: Host): string {
  const marks = (tool.login?.files ?? []).map((file) => {
    const path = expandIfDefined(file, host);
    const stat = path === undefined ? undefined : fs.statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? '-' : `${stat.mtimeMs}/${stat.size}`;
  });
  return marks.join(',');
}
