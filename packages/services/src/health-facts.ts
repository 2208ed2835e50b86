import { loadToolDetails, type AimConfig, type CataloguePackage, type Host } from '@aim/core';
import {
  latestOf,
  libcOf,
  readLatestCache,
  type HealthInput,
  type LatestCache,
  type LatestVersions,
  type ToolPresence,
  type WantedTool,
} from '@aim/environment';
import { isLoggedIn, needsProgram, type Registry, type Tool } from '@aim/registry';
import { statfs } from 'node:fs/promises';
import { wrongReferences } from './config/references-in-use.js';
import type { AimContext } from './context.js';
import { configuredTools } from './facts/configured-tools.js';
import { endpointsInUse } from './facts/endpoints-in-use.js';
import { latestFile } from './facts/latest-file.js';
import { pinnedVersion } from './facts/pins.js';
import { gatherToolFacts } from './facts/tool-facts.js';
import { askAddress } from './health/ask-address.js';
import { lockFacts } from './health/lock-facts.js';

export interface HealthFactsOptions {
  /** Lets checks ask the network. */
  online?: boolean;
}

/**
 * What the checks look at. The keychain is asked when the check of it runs, by one helper process;
 * nothing else is started. An index of secrets that cannot be read stops nothing here.
 */
export async function healthFacts(
  context: AimContext,
  { online = false }: HealthFactsOptions,
): Promise<HealthInput> {
  const { host, paths } = context;
  let indexError: unknown;
  let names: readonly string[] = [];
  const storedNames = async () => {
    try {
      return (names = (await (await context.secrets()).listSecrets()).map(({ name }) => name));
    } catch (error) {
      indexError = error;
      return [];
    }
  };
  const facts = await gatherToolFacts(context, context.registry, storedNames);
  const { registry, loaded, presence, keyOf } = facts;
  const details = await loadToolDetails();
  const isProgram = (id: string) => {
    const tool = registry.tools.get(id);
    return tool !== undefined && needsProgram(tool);
  };
  const named = configuredTools(loaded.config);
  const isInstalled = (id: string) => presence.get(id)?.installed === true;
  return {
    host,
    arch: process.arch,
    libc: libcOf(process.execPath),
    paths,
    config: loaded.config,
    configSources: loaded.sources,
    configReferences: () => wrongReferences(context, loaded.sources),
    tools: [...presence.values()].filter(({ id, installed }) => installed || isProgram(id)),
    configuredTools: named.filter(isProgram),
    wanted: (id) => ({
      ...wantedTool(registry.tools.get(id), loaded.config),
      needsGit: details.get(id)?.requires?.git === 'needed',
    }),
    locks: once(() => lockFacts(context)),
    latest: lastHeard(context, presence, registry),
    vault: () => vaultFacts(context),
    keys: (id) => {
      if (indexError !== undefined) throw indexError as Error;
      const tool = registry.tools.get(id);
      return tool === undefined ? 'not-needed' : keyOf(tool);
    },
    overridden: (id) => overridingVariables(registry.tools.get(id), host),
    defaultKeys: [...registry.tools.values()]
      .filter((tool) => tool.keysAreDefault)
      .map(({ id, name }) => ({ id, name })),
    endpoints: await endpointsInUse({
      registry,
      host,
      isInUse: (id) => named.includes(id) || isInstalled(id),
      storedNames: names,
      online,
    }),
    freeBytes,
    network: online ? askAddress : null,
    auditFile: async () => (await context.audit()).file(),
  };
}

/** From the cache alone, which is read when the first check asks; for each tool once. */
function lastHeard(
  { host, paths }: AimContext,
  presence: ReadonlyMap<string, ToolPresence>,
  { tools }: Registry,
): HealthInput['latest'] {
  let cache: LatestCache | undefined;
  const heard = new Map<string, LatestVersions | null>();
  const look = (id: string) => {
    const copy = presence.get(id);
    cache ??= readLatestCache(latestFile(paths));
    if (copy === undefined || Object.keys(cache).length === 0) return null;
    return latestOf({ ...copy, packages: tools.get(id)?.packages ?? [] }, cache, host);
  };
  return (id) => {
    const known = heard.get(id);
    if (known !== undefined) return known;
    const found = look(id);
    heard.set(id, found);
    return found;
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function vaultFacts(context: AimContext) {
  const secrets = await context.secrets();
  const vault = await secrets.vaultStatus();
  const { protection } = vault;
  const isKeyInKeychain = protection === 'keychain' || protection === 'vault-keychain';
  const asksKeychain = vault.backend === null || isKeyInKeychain;
  return { ...vault, keychain: asksKeychain ? await secrets.probeKeychain() : null };
}

function wantedTool(tool: Tool | undefined, config: AimConfig): Omit<WantedTool, 'needsGit'> {
  if (tool === undefined) return { version: null, configured: [], known: [] };
  const isConfigured = (each: CataloguePackage) => namesPackage(config, each);
  return {
    version: pinnedVersion(tool, config),
    configured: tool.packages.filter(isConfigured),
    known: tool.packages,
  };
}

function namesPackage({ environment = {} }: AimConfig, { manager, name }: CataloguePackage) {
  const { npmGlobal = [], pipxApps = [], versionPins = {} } = environment;
  const list = { npm: npmGlobal, pipx: pipxApps }[manager as string] ?? [];
  return list.includes(name) || versionPins[manager]?.[name] !== undefined;
}

function overridingVariables(tool: Tool | undefined, host: Host): string[] {
  if (tool === undefined || !isLoggedIn(tool, host)) return [];
  return (tool.login?.overriddenBy ?? []).filter((name) => (host.env[name] ?? '') !== '');
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
