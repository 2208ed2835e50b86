import type { Host, LoadedConfig, Withheld } from '@aim/core';
import { detectTools, type ToolPresence } from '@aim/environment';
import { isLoggedIn, type Registry, type Tool } from '@aim/registry';
import type { AimContext } from '../context.js';

/** Where a tool would get its credential from. */
export type KeyState = 'present' | 'login' | 'absent' | 'not-needed';

/** Keys that are to be thought of as there or not, by variable or secret. */
export interface KeyChange {
  present: ReadonlySet<string>;
  absent: ReadonlySet<string>;
}

/** Everything on disk that says what the registry's tools are and can do. No process, no socket. */
export interface ToolFacts {
  registry: Registry;
  loaded: LoadedConfig;
  presence: ReadonlyMap<string, ToolPresence>;
  keyOf: (tool: Tool, change?: KeyChange) => KeyState;
  /** Whether a variable of a tool would be filled. */
  hasKey: (key: Tool['keys'][number]) => boolean;
  /** As routing asks for it: a login is as good as a key. */
  keys: (tool: Tool) => 'present' | 'absent' | 'not-needed';
  withheld: readonly Withheld[];
}

/**
 * Looks at PATH, the package managers' metadata and the names of stored secrets.
 *
 * @param registryOf - `context.jobRegistry` for a plan or an invocation
 * @param storedNames - the names of stored secrets, for a caller that goes on without an index
 */
export async function gatherToolFacts(
  context: AimContext,
  registryOf: () => Promise<Registry> = context.registry,
  storedNames: () => Promise<readonly string[]> = () => namesOf(context),
): Promise<ToolFacts> {
  const [registry, loaded, names] = await Promise.all([
    registryOf(),
    context.config(),
    storedNames(),
  ]);
  const stored = new Set(names);
  const tools = [...registry.tools.values()].filter(hasProgram);
  const presence = new Map(
    detectTools(tools, context.host).map((found) => [found.id, found] as const),
  );
  const { host } = context;
  const keyOf = (tool: Tool, change?: KeyChange) =>
    keyState(tool, host, (key) => hasKey(key, stored, { host, ...(change && { change }) }));
  return {
    registry,
    loaded,
    presence,
    keyOf,
    hasKey: (key) => hasKey(key, stored, { host }),
    keys: (tool) => {
      const state = keyOf(tool);
      return state === 'login' ? 'present' : state;
    },
    withheld: await context.withheld(),
  };
}

async function namesOf(context: AimContext): Promise<string[]> {
  return (await (await context.secrets()).listSecrets()).map((secret) => secret.name);
}

// A service may have a program on this machine, too, such as Ollama.
function hasProgram({ binaries, searchPaths }: Tool): boolean {
  return binaries.length > 0 || searchPaths.length > 0;
}

type Key = Tool['keys'][number];

function keyState(tool: Tool, host: Host, isFilled: (key: Key) => boolean): KeyState {
  if (tool.keys.length === 0) return 'not-needed';
  if (isLoggedIn(tool, host)) return 'login';
  if (tool.keys.some(isFilled)) return 'present';
  // A program on this machine answers without a key; its keys are for services beyond it.
  return tool.kind === 'local-runtime' ? 'not-needed' : 'absent';
}

function hasKey(
  { env, secrets = [env] }: Key,
  stored: ReadonlySet<string>,
  { host, change }: { host: Host; change?: KeyChange },
): boolean {
  // A variable that no secret fills belongs to more than this tool: that it is set tells nothing.
  if (secrets.length === 0) return false;
  const names = [env, ...secrets];
  if (names.some((name) => change?.present.has(name) === true)) return true;
  const isSet = (host.env[env] ?? '') !== '' && change?.absent.has(env) !== true;
  return isSet || secrets.some((name) => stored.has(name) && change?.absent.has(name) !== true);
}
