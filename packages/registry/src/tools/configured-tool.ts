import type { EndpointProtocol, ToolConfig } from '@aim/core';
import type { Tool } from './tool.js';

interface Identity {
  id: string;
  origin: Tool['origin'];
}

/** What a tool of the AIM+ shape may receive when it does not say. */
const defaultKeys = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY', 'GITHUB_TOKEN'];

/** A tool as the configuration describes it, over the catalogue's entry if there is one. */
export function applyToolConfig(
  base: Tool | undefined,
  config: ToolConfig,
  { id, origin }: Identity,
): Tool {
  const pinnedVersion = config.pinnedVersion || base?.pinnedVersion;
  return {
    ...(base ?? newTool(id, config)),
    origin,
    name: config.name ?? base?.name ?? id,
    capabilities: config.capabilities ?? base?.capabilities ?? [],
    ...places(config, base),
    adapter: adapterOf(config, base) ?? base?.adapter ?? { kind: 'none' },
    ...keysOf(config, base),
    inject: config.inject ?? base?.inject ?? 'auto',
    models: config.models ?? base?.models ?? [],
    ...(pinnedVersion === undefined ? {} : { pinnedVersion }),
    ...limits(config),
    configPaths: config.configPaths ?? base?.configPaths ?? [],
    logPaths: config.logPaths ?? base?.logPaths ?? [],
  };
}

/** What the plan weighs; of the tool below it, where the configuration says nothing. */
function limits(config: ToolConfig) {
  const { contextTokens, account, cost, locality, maxConcurrent } = config;
  return {
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(account === undefined ? {} : { account }),
    ...(cost === undefined ? {} : { cost }),
    ...(locality === undefined ? {} : { locality }),
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
  };
}

function newTool(id: string, config: ToolConfig): Tool {
  return {
    id,
    name: id,
    kind: config.endpoint === undefined ? 'program' : 'http',
    origin: { kind: 'config' },
    capabilities: [],
    binaries: [],
    searchPaths: [],
    packages: [],
    adapter: { kind: 'none' },
    keys: [],
    keysAreDefault: false,
    inject: 'auto',
    models: [],
    configPaths: [],
    logPaths: [],
  };
}

/** `detectCommands` of AIM+ mixes names and paths, and may hold whole commands as lists. */
function places(config: ToolConfig, base: Tool | undefined) {
  if (config.detectCommands === undefined) {
    return { binaries: base?.binaries ?? [], searchPaths: base?.searchPaths ?? [] };
  }
  const commands = config.detectCommands.map((command) =>
    typeof command === 'string' ? command : (command[0] as string),
  );
  return {
    binaries: commands.filter((command) => !isPath(command)),
    searchPaths: commands.filter(isPath),
  };
}

function isPath(command: string): boolean {
  return /[/\\%~$]/.test(command);
}

// An address that the user configures is meant: the tool's own variable does not override it.
function adapterOf(config: ToolConfig, base: Tool | undefined): Tool['adapter'] | undefined {
  if (config.adapterScript !== undefined && config.adapterScript !== '') {
    return { kind: 'script', script: config.adapterScript };
  }
  if (config.headless !== undefined) return { kind: 'headless', headless: config.headless };
  if (config.check !== undefined) return { kind: 'check', check: config.check };
  if (config.endpoint === undefined) return undefined;
  const { endpoint: url, protocol = protocolOf(base) } = config;
  return { kind: 'http', endpoint: { url, ...(protocol !== undefined && { protocol }) } };
}

function protocolOf(base: Tool | undefined): EndpointProtocol | undefined {
  return base?.adapter.kind === 'http' ? base.adapter.endpoint.protocol : undefined;
}

function keysOf(config: ToolConfig, base: Tool | undefined): Pick<Tool, 'keys' | 'keysAreDefault'> {
  if (config.keys !== undefined) {
    return { keys: config.keys.map((env) => ({ env })), keysAreDefault: false };
  }
  if (base !== undefined) return { keys: base.keys, keysAreDefault: base.keysAreDefault };
  // Only what AIM+ could describe gets the keys that AIM+ gave it.
  if (
    config.endpoint !== undefined ||
    config.headless !== undefined ||
    config.check !== undefined
  ) {
    return { keys: [], keysAreDefault: false };
  }
  return { keys: defaultKeys.map((env) => ({ env })), keysAreDefault: true };
}
