import { variableSizeProblem } from '@aim/core';
import {
  childEnvironment,
  type ChildEnvironment,
  type ChildKeys,
  type Injection,
} from '@aim/secrets';
import type { Tool } from '@aim/registry';
import type { AimContext } from './context.js';
import { configuredKeys } from './configured-keys.js';
import { pinnedVersion } from './facts/pins.js';
import { absent } from './secrets.js';

/** What a program gets: the keys of the tool, or those configured for the command, and what the user names. */
export interface WantedKeys {
  tool?: Tool;
  /** The program as the user named it, when it is no tool. */
  command?: string;
  extra: readonly Injection[];
  /** Goes on without the secrets that could not be read. */
  allowMissing?: boolean;
}

/** A variable that the program does not get, and why. */
export interface MissingKey {
  env: string;
  message: string;
}

/**
 * The environment of a program that the user starts. Every secret of it was read, but for those
 * that may be missing.
 *
 * @throws AimError with the store's answer for a secret that could not be read, `secret.absent`,
 *   `config.untrusted` for a command that a project wants to hand secrets to, `run.failed` for a
 *   value that no variable can hold
 */
export async function environmentFor(
  context: AimContext,
  { tool, command, extra, allowMissing = false }: WantedKeys,
): Promise<ChildEnvironment & { missing: MissingKey[] }> {
  const { host } = context;
  const secrets = await context.secrets();
  let keys: Omit<ChildKeys, 'extra'> = noTool;
  if (tool !== undefined) {
    const { toolKeys } = await import('@aim/registry');
    const registry = await context.registry();
    keys = await toolKeys(tool, { host, catalogue: context.catalogue, registry, secrets });
  }
  const configured =
    command === undefined ? [] : await configuredFor(context, command, allowMissing);
  const child = await childEnvironment(secrets, host, {
    ...keys,
    extra: [...configured, ...extra],
  });
  const missing: MissingKey[] = [];
  for (const { env, secret, answer } of child.unread) {
    const error = 'error' in answer ? answer.error : await absent(context, secret, env);
    if (!allowMissing) throw error;
    missing.push({ env, message: error.message });
  }
  const unread = new Set(missing.map(({ env }) => env));
  const inject = child.plan.inject.filter(({ env }) => !unread.has(env));
  for (const { env } of inject) {
    const problem = variableSizeProblem(host, env, child.env[env] as string);
    if (problem !== undefined) throw problem;
  }
  const env = { ...(tool && (await updaterOff(context, tool))), ...child.env };
  return { ...child, env, plan: { ...child.plan, inject }, missing };
}

/**
 * The tool's own variables that keep it from replacing itself, while its version is pinned. What
 * the user has set stays as it is.
 */
async function updaterOff(context: AimContext, tool: Tool): Promise<Record<string, string>> {
  if (tool.noUpdateEnv === undefined) return {};
  const { config } = await context.config();
  return pinnedVersion(tool, config) === null ? {} : { ...tool.noUpdateEnv };
}

async function configuredFor(context: AimContext, command: string, allowMissing: boolean) {
  const loaded = await context.config();
  const { inject, untrusted } = configuredKeys(loaded, command, context.host.platform);
  if (untrusted !== undefined) {
    if (!allowMissing) throw untrusted;
    const { message } = untrusted;
    context.notify({ id: 'config.untrusted', severity: 'warn', message, fix: 'aim trust' });
  }
  return inject;
}

const noTool = {
  keys: [],
  knownKeys: new Set<string>(),
  loginPresent: false,
  overriddenBy: [],
  inject: 'auto',
  isTool: false,
} as const;
