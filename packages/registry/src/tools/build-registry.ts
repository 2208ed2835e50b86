import type { AimConfig, Catalogue, CatalogueTool } from '@aim/core';
import { capabilities, type CapabilityDefinition } from '../capabilities/capabilities.js';
import { configuredCapability } from '../capabilities/configured-capability.js';
import { limitsOf, type Limits } from '../capabilities/limits.js';
import { applyToolConfig } from './configured-tool.js';
import type { Tool } from './tool.js';

/** All tools and capabilities, in the order of registration: the catalogue, then the configuration. */
export interface Registry {
  tools: ReadonlyMap<string, Tool>;
  capabilities: ReadonlyMap<string, CapabilityDefinition>;
  /** What no job may go beyond. */
  limits: Limits;
}

/**
 * Lays the configuration over the catalogue. A configured tool with an id of the catalogue extends
 * that entry field by field; any other is a tool of its own. Pure.
 *
 * @param files - the file that defines a tool, by id (see `toolFiles`); what a relative
 *   `adapterScript` is relative to
 */
export function buildRegistry(
  catalogue: Catalogue,
  config: AimConfig,
  files: ReadonlyMap<string, string> = new Map(),
): Registry {
  const tools = new Map<string, Tool>();
  for (const entry of catalogue.tools) tools.set(entry.id, catalogueTool(entry));
  for (const [id, manifest] of Object.entries(catalogue.manifests ?? {})) {
    tools.set(id, applyToolConfig(undefined, manifest, { id, origin: { kind: 'catalogue' } }));
  }
  for (const [id, toolConfig] of Object.entries(config.registry?.tools ?? {})) {
    const file = files.get(id);
    const origin = { kind: 'config' as const, ...(file === undefined ? {} : { file }) };
    tools.set(id, applyToolConfig(tools.get(id), toolConfig, { id, origin }));
  }
  return {
    tools,
    capabilities: allCapabilities(tools, config),
    limits: limitsOf(config.registry?.limits),
  };
}

function catalogueTool(entry: CatalogueTool): Tool {
  return {
    id: entry.id,
    name: entry.name,
    kind: entry.kind,
    origin: { kind: 'catalogue' },
    capabilities: entry.capabilities,
    binaries: entry.binaries,
    searchPaths: entry.searchPaths ?? [],
    packages: entry.packages ?? [],
    ...(entry.noJobs === undefined ? {} : { noJobs: entry.noJobs }),
    adapter: catalogueAdapter(entry),
    keys: entry.keys,
    keysAreDefault: false,
    inject: 'auto',
    ...(entry.login === undefined ? {} : { login: entry.login }),
    models: [],
    ...(entry.errors === undefined ? {} : { errors: entry.errors }),
    ...(entry.noUpdateEnv === undefined ? {} : { noUpdateEnv: entry.noUpdateEnv }),
    ...(entry.payload === undefined ? {} : { payload: entry.payload }),
    configPaths: [],
    logPaths: [],
  };
}

function catalogueAdapter(entry: CatalogueTool): Tool['adapter'] {
  if (entry.endpoint !== undefined) return { kind: 'http', endpoint: entry.endpoint };
  if (entry.headless !== undefined) return { kind: 'headless', headless: entry.headless };
  if (entry.isHeadless === true) return { kind: 'headless' };
  return { kind: 'none' };
}

/** The built-in ones, those that the configuration routes, and those that some tool registers. */
function allCapabilities(
  tools: ReadonlyMap<string, Tool>,
  config: AimConfig,
): Map<string, CapabilityDefinition> {
  const all = new Map<string, CapabilityDefinition>(Object.entries(capabilities));
  const known = (id: string): CapabilityDefinition =>
    all.get(id) ?? {
      id,
      title: id.replaceAll('_', ' '),
      sideEffects: 'workspace',
      timeoutMs: 600_000,
      defaultChain: [],
    };
  for (const tool of tools.values()) for (const id of tool.capabilities) all.set(id, known(id));
  for (const [id, configured] of Object.entries(config.registry?.capabilities ?? {})) {
    all.set(id, configuredCapability(known(id), configured));
  }
  return all;
}
