import type { ToolPresence } from '@aim/environment';
import { findTool, writeRegistration, type Tool, type ToolRegistration } from '@aim/registry';
import { resolve } from 'node:path';
import type { AimContext } from './context.js';
import { gatherToolFacts, type KeyState, type ToolFacts } from './facts/tool-facts.js';
import { record } from './record.js';

/** A tool of the registry with what the machine says of it. */
export interface ToolDetails {
  id: string;
  name: string;
  kind: Tool['kind'];
  origin: Tool['origin'];
  capabilities: readonly string[];
  installed: boolean;
  presence: ToolPresence | null;
  key: KeyState;
  keys: Tool['keys'];
  packages: Tool['packages'];
  models: readonly string[];
}

/** Every tool that AIM knows, installed or not. */
export async function listTools(context: AimContext): Promise<ToolDetails[]> {
  const facts = await gatherToolFacts(context);
  return [...facts.registry.tools.values()].map((tool) => detailsOf(tool, facts));
}

/** @throws AimError `usage.unknown_tool` */
export async function toolInfo(context: AimContext, id: string): Promise<ToolDetails> {
  const facts = await gatherToolFacts(context);
  return detailsOf(findTool(facts.registry, id, facts.withheld), facts);
}

/** A kind of job and who takes it. */
export interface CapabilityDetails {
  id: string;
  title: string;
  /** Tool ids, best first: the configured chain, else the default one. */
  chain: readonly string[];
  configured: boolean;
}

/** Every capability that AIM or the configuration knows. */
export async function listCapabilities(context: AimContext): Promise<CapabilityDetails[]> {
  const { capabilities } = await context.registry();
  return [...capabilities.values()].map(({ id, title, defaultChain, configuredChain }) => ({
    id,
    title,
    chain: configuredChain ?? defaultChain,
    configured: configuredChain !== undefined,
  }));
}

export interface Registered {
  id: string;
  file: string;
  dryRun: boolean;
}

/**
 * Adds a tool to the user's configuration, or only checks that it could.
 *
 * @throws AimError `config.invalid`, `usage.invalid`, `lock.busy`, `file.permission`
 */
export async function registerTool(
  context: AimContext,
  registration: ToolRegistration,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Registered> {
  const id = registration.name;
  const file = context.editedConfigFile;
  const tool = withAbsoluteScript(registration, context.host.cwd);
  await writeRegistration(file, tool, { dryRun });
  if (dryRun) return { id, file, dryRun };
  await record(context, {
    event: 'config_update',
    message: `tool registered: ${id}`,
    details: { tool: id, file },
  });
  return { id, file, dryRun };
}

/** The file is named from where the user stands; in the configuration it is read from elsewhere. */
function withAbsoluteScript(registration: ToolRegistration, cwd: string): ToolRegistration {
  const { adapterScript } = registration;
  if (adapterScript === undefined || /^[~$%]/.test(adapterScript)) return registration;
  return { ...registration, adapterScript: resolve(cwd, adapterScript) };
}

function detailsOf(tool: Tool, facts: ToolFacts): ToolDetails {
  const presence = facts.presence.get(tool.id) ?? null;
  return {
    id: tool.id,
    name: tool.name,
    kind: tool.kind,
    origin: tool.origin,
    capabilities: tool.capabilities,
    installed: presence?.installed ?? false,
    presence,
    key: facts.keyOf(tool),
    keys: tool.keys,
    packages: tool.packages,
    models: tool.models,
  };
}
