import {
  isVariableName,
  knownKeyNames,
  variableSizeProblem,
  type AimError,
  type Catalogue,
  type Host,
} from '@aim/core';
import {
  childEnvironment,
  referenceAbsent,
  type ChildKeys,
  type InjectionPlan,
  type SecretsManager,
} from '@aim/secrets';
import type { Registry } from '../tools/build-registry.js';
import { isLoggedIn } from '../tools/login.js';
import type { Tool } from '../tools/tool.js';

/** What the environment of a tool is made from. */
export interface EnvironmentSources {
  host: Host;
  catalogue: Catalogue;
  /** Its tools' keys are keys, whichever tool is started. */
  registry: Registry;
  secrets: Pick<SecretsManager, 'listSecrets' | 'readSecrets'>;
}

export interface ToolEnvironment {
  env: Readonly<Record<string, string>>;
  /** The values of all keys in it: they are kept out of the result. */
  values: readonly string[];
  /** What to say of keys that the tool does not get. */
  withheld: readonly string[];
  /** Why the tool must not be started. */
  problem?: AimError;
}

/**
 * The whole environment of a tool's process: the user's own without `AIM_*` and without the keys
 * of others, and with the stored keys that the tool declares. A key that cannot be read, or that no
 * variable can hold, is a problem: a tool is not started with half its keys.
 */
export async function toolEnvironment(
  tool: Tool,
  sources: EnvironmentSources,
): Promise<ToolEnvironment> {
  const { host, secrets } = sources;
  const { env, values, plan, unread } = await childEnvironment(
    secrets,
    host,
    await toolKeys(tool, sources),
  );
  const failures = unread.map(({ env: variable, answer, isReference }) => {
    if ('error' in answer) return answer.error;
    return isReference === true ? referenceAbsent(variable) : undefined;
  });
  const tooLarge = plan.inject.map(({ env: name }) =>
    variableSizeProblem(host, name, env[name] ?? ''),
  );
  const problem = [...failures, ...tooLarge].find((each) => each !== undefined);
  return {
    env,
    values,
    withheld: loginNotes(tool, plan),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** What a tool may have of the user's keys; asks no store. */
export async function toolKeys(
  tool: Tool,
  { host, catalogue, registry, secrets }: EnvironmentSources,
): Promise<ChildKeys> {
  const stored = (await secrets.listSecrets()).map(({ name }) => name).filter(isVariableName);
  const declared = [...registry.tools.values()].flatMap(({ keys }) => keys.map(({ env }) => env));
  return {
    keys: tool.keys,
    extra: [],
    knownKeys: new Set([...knownKeyNames(catalogue), ...declared, ...stored]),
    loginPresent: isLoggedIn(tool, host),
    overriddenBy: tool.login?.overriddenBy ?? [],
    inject: tool.inject,
    isTool: true,
  };
}

// The other reasons are what a user expects; this one may surprise.
function loginNotes(tool: Tool, { withheld }: InjectionPlan): string[] {
  return withheld
    .filter(({ reason }) => reason === 'login')
    .map(({ message }) => `${tool.id}: ${message}`);
}
