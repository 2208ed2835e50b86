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
}

/**
 * The environment of a program that the user starts. Every secret of it was read.
 *
 * @throws AimError with the store's answer for a secret that could not be read, `secret.absent`,
 *   `run.failed` for a value that no variable can hold
 */
export async function environmentFor(
  context: AimContext,
  { tool, extra }: WantedKeys,
): Promise<ChildEnvironment> {
  const { host, catalogue } = context;
  const secrets = await context.secrets();
  let keys: Omit<ChildKeys, 'extra'> = noTool;
  if (tool !== undefined) {
    const { toolKeys } = await import('@aim/registry');
    keys = await toolKeys(tool, { host, catalogue, registry: await context.registry(), secrets });
  }
  const child = await childEnvironment(secrets, host, { ...keys, extra });
  for (const { env, secret, answer } of child.unread) {
    if (answer.state !== 'absent') throw answer.error;
    throw await absent(context, secret, env);
  }
  for (const { env } of child.plan.inject) {
    const problem = variableSizeProblem(host, env, child.env[env] as string);
    if (problem !== undefined) throw problem;
  }
  return child;
}

const noTool = {
  keys: [],
  knownKeys: new Set<string>(),
  loginPresent: false,
  overriddenBy: [],
  inject: 'auto',
  isTool: false,
} as const;
