import { AimError, isAimError, type AimConfig } from '@aim/core';
import { type InstallableTool, type InstallManager } from '@aim/environment';
import { findTool, type Tool } from '@aim/registry';
import { pinnedVersion } from '../facts/pins.js';
import type { InstallFacts } from './facts.js';

/** A tool, or a package that is no tool of the registry, and which version of it is asked for. */
export interface WantedTool {
  tool: Tool | null;
  installable: InstallableTool;
  manager: InstallManager | undefined;
  /** Exact; null where no version is asked for. */
  version: string | null;
}

/**
 * What a word such as `codex`, `codex@1.2.3` or, with a manager, the name of any package means.
 *
 * @throws AimError `usage.unknown_tool`
 */
export function wantedByName(
  word: string,
  manager: InstallManager | undefined,
  facts: InstallFacts,
): WantedTool {
  const at = word.lastIndexOf('@');
  const [name, version] = at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word, null];
  const tool = toolNamed(name, manager, facts);
  return tool === null
    ? loose(manager as InstallManager, name, { version, facts })
    : wantedTool(tool, { manager, version }, facts);
}

export function wantedTool(
  tool: Tool,
  { manager, version = null }: { manager?: InstallManager | undefined; version?: string | null },
  facts: InstallFacts,
): WantedTool {
  return {
    tool,
    installable: facts.installable(tool, manager),
    manager,
    version: version ?? pinnedVersion(tool, facts.config),
  };
}

/** Everything that the configuration wants installed: its lists, and the tools that it describes. */
export function wantedByConfig(
  facts: InstallFacts,
  manager: InstallManager | undefined,
): WantedTool[] {
  const { npmGlobal = [], pipxApps = [] } = facts.config.environment ?? {};
  const listed = [
    ...npmGlobal.map((word) => fromList('npm', word, facts)),
    ...pipxApps.map((word) => fromList('pipx', word, facts)),
  ];
  const named = new Set(listed.map(({ installable }) => installable.id));
  const described = Object.keys(facts.config.registry?.tools ?? {}).flatMap((id) => {
    const tool = facts.tools.registry.tools.get(id);
    if (tool === undefined || named.has(id)) return [];
    const wanted = wantedTool(tool, {}, facts);
    const { channels, commands, present } = wanted.installable;
    // An endpoint, an adapter, a program of the user's own: nothing says how it is installed.
    return present !== null || channels.length > 0 || commands.install ? [wanted] : [];
  });
  const all = [...listed, ...described];
  return manager === undefined ? all : all.filter((each) => each.manager === manager);
}

function fromList(manager: InstallManager, word: string, facts: InstallFacts): WantedTool {
  const [, name = word, version = null] = /^(.+?)(?:@|==)([^@=]+)$/.exec(word) ?? [];
  const tool = [...facts.tools.registry.tools.values()].find(({ packages }) =>
    packages.some((each) => each.manager === manager && each.name === name),
  );
  return tool === undefined
    ? loose(manager, name, { version, facts })
    : wantedTool(tool, { manager, version }, facts);
}

function loose(
  manager: InstallManager,
  name: string,
  { version, facts }: { version: string | null; facts: InstallFacts },
): WantedTool {
  return {
    tool: null,
    installable: facts.loosePackage(manager, name),
    manager,
    version: version ?? pinOf(facts.config, manager, name),
  };
}

function pinOf({ environment }: AimConfig, manager: string, name: string): string | null {
  const pins = environment?.versionPins as
    Partial<Record<string, Record<string, string>>> | undefined;
  return pins?.[manager]?.[name] ?? null;
}

function toolNamed(
  name: string,
  manager: InstallManager | undefined,
  { tools }: InstallFacts,
): Tool | null {
  const byProgram = [...tools.registry.tools.values()].find(({ binaries }) =>
    binaries.includes(name),
  );
  if (byProgram !== undefined && !tools.registry.tools.has(name)) return byProgram;
  try {
    return findTool(tools.registry, name, tools.withheld);
  } catch (error) {
    // With a manager, any package of it can be meant.
    if (manager !== undefined && isAimError(error) && error.hint !== 'aim trust') return null;
    throw withManagerHint(error);
  }
}

function withManagerHint(error: unknown): unknown {
  if (!isAimError(error) || error.hint === 'aim trust') return error;
  return new AimError(error.code, error.message, {
    hint: 'A package that is no tool of AIM takes --manager, such as --manager npm',
    ...(error.details && { details: error.details }),
  });
}
