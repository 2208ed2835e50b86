import { variableSizeProblem } from '@aim/core';
import {
  childEnvironment,
  type ChildEnvironment,
  type ChildKeys,
  type Injection,
} from '@aim/secrets';
import type { Tool } from '@aim/registry';
import type { AimContext } from './context.js';
import { absent } from './secrets.js';

/** What a program gets: the keys of the tool (none for any other program), and what the user names. */
export interface WantedKeys {
  tool?: Tool;
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
 *   `run.failed` for a value that no variable can hold
 */
export async function environmentFor(
  context: AimContext,
  { tool, extra, allowMissing = false }: WantedKeys,
): Promise<ChildEnvironment & { missing: MissingKey[] }> {
  const { host, catalogue } = context;
  const secrets = await context.secrets();
  let keys: Omit<ChildKeys, 'extra'> = noTool;
  if (tool !== undefined) {
    const { toolKeys } = await import('@aim/registry');
    keys = await toolKeys(tool, { host, catalogue, registry: await context.registry(), secrets });
  }
  const child = await childEnvironment(secrets, host, { ...keys, extra });
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
  return { ...child, plan: { ...child.plan, inject }, missing };
}

const noTool = {
  keys: [],
  knownKeys: new Set<string>(),
  loginPresent: false,
  overriddenBy: [],
  inject: 'auto',
  isTool: false,
} as const;
