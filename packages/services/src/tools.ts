import type { ToolPresence } from '@aim/environment';
import { findTool, localityOf, nativeTool, type Tool } from '@aim/registry';
import type { CostClass, Host, Locality, RouteStrategy } from '@aim/core';
import type { AimContext } from './context.js';
import { gatherToolFacts, type KeyState, type ToolFacts } from './facts/tool-facts.js';
import { jobDetails, type JobDetails } from './facts/job-details.js';

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
  /** How a job reaches it, and what it can be kept to. */
  jobs: JobDetails;
  /** What the plan weighs; null where it is not known. */
  limits: ToolLimits;
}

export interface ToolLimits {
  contextTokens: number | null;
  account: string | null;
  cost: CostClass | null;
  locality: Locality | null;
  maxConcurrent: number | null;
}

/** Every tool that AIM knows, installed or not. */
export async function listTools(context: AimContext): Promise<ToolDetails[]> {
  const facts = await gatherToolFacts(context, context.jobRegistry);
  return [...facts.registry.tools.values()].map((tool) => detailsOf(tool, facts, context.host));
}

/** @throws AimError `usage.unknown_tool` */
export async function toolInfo(context: AimContext, id: string): Promise<ToolDetails> {
  const facts = await gatherToolFacts(context, context.jobRegistry);
  return detailsOf(findTool(facts.registry, id, facts.withheld), facts, context.host);
}

/** A kind of job and who takes it. */
export interface CapabilityDetails {
  id: string;
  title: string;
  /** Tool ids, best first: the configured chain, else the default one. */
  chain: readonly string[];
  configured: boolean;
  /** For all attempts of a job together, unless it says otherwise; in ms. */
  timeoutMs: number;
  /** Null where nothing is configured. */
  maxRetries: number | null;
  /** Fields that a payload must have beyond what the capability asks for. */
  requires: readonly string[];
  strategy: RouteStrategy;
}

/** Every capability that AIM or the configuration knows. */
export async function listCapabilities(context: AimContext): Promise<CapabilityDetails[]> {
  const { capabilities } = await context.jobRegistry();
  return [...capabilities.values()].map(
    ({ id, title, defaultChain, configuredChain, native, ...definition }) => ({
      id,
      title,
      chain: configuredChain ?? [...(native === true ? [nativeTool] : []), ...defaultChain],
      configured: configuredChain !== undefined,
      timeoutMs: definition.timeoutMs,
      maxRetries: definition.maxRetries ?? null,
      requires: definition.requires ?? [],
      strategy: definition.strategy ?? 'ordered',
    }),
  );
}

function detailsOf(tool: Tool, facts: ToolFacts, host: Host): ToolDetails {
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
    jobs: jobDetails(tool),
    limits: {
      contextTokens: tool.contextTokens ?? null,
      account: tool.account ?? null,
      cost: tool.cost ?? null,
      locality: localityOf(tool, host) ?? null,
      maxConcurrent: tool.maxConcurrent ?? null,
    },
  };
}
