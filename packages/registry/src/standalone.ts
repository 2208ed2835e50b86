import { aimPaths, editedConfigFile, systemHost } from '@aim/core';
import type { ToolPresence } from '@aim/environment';
import type { Payload } from './invoke/adapter.js';
import { invokeJob } from './invoke-job.js';
import type { Job } from './invoke/invoke-on.js';
import type { InvokeResult } from './invoke/result.js';
import { openRegistry, type RegistryOptions } from './open-registry.js';
import { openBreakers } from './breaker/breakers.js';
import { openPlaces } from './running/places.js';
import { planWithBreakers } from './plan/plan-with-breakers.js';
import { findTool } from './tools/find-tool.js';
import { writeRegistration, type ToolRegistration } from './tools/register.js';
import type { Tool } from './tools/tool.js';

// The package by itself, on the real machine. A program that does more than one thing opens the
// registry once and uses `planWithBreakers` and `invokeJob`.

export type InvokeOptions = RegistryOptions & Omit<Job, 'capability' | 'payload' | 'tool'>;

export interface ToolInfo {
  tool: Tool;
  /** What the machine holds of it; found without running it. */
  presence: ToolPresence;
}

/**
 * Writes a tool into the user's configuration file (or the one that is named), in place of an
 * earlier one of that name, and answers with the tool as AIM now knows it. The four parameters are
 * those of `register_tool` of AIM+.
 *
 * @throws AimError `usage.invalid`, `config.invalid`, `lock.busy`, `file.permission`
 */
export async function registerTool(
  tool: ToolRegistration,
  options?: RegistryOptions,
): Promise<Tool>;
// eslint-disable-next-line max-params -- the signature that the brief of AIM+ names
export async function registerTool(
  name: string,
  capabilities: readonly string[],
  endpoint?: string,
  models?: readonly string[],
): Promise<Tool>;
// eslint-disable-next-line max-params -- both signatures in one
export async function registerTool(
  tool: ToolRegistration | string,
  second: RegistryOptions | readonly string[] = {},
  endpoint?: string,
  models?: readonly string[],
): Promise<Tool> {
  if (typeof tool !== 'string') return register(tool, second as RegistryOptions);
  const fields = { ...(endpoint !== undefined && { endpoint }), ...(models && { models }) };
  return register({ name: tool, capabilities: second as readonly string[], ...fields }, {});
}

async function register(tool: ToolRegistration, options: RegistryOptions): Promise<Tool> {
  await writeRegistration(editedFile(options), tool);
  return findTool((await openRegistry(options)).registry, tool.name);
}

function editedFile(options: RegistryOptions): string {
  const host = options.host ?? systemHost();
  return editedConfigFile(host, options.paths ?? aimPaths(host), options.configFile);
}

/**
 * A tool by id or name, and where it is on this machine.
 *
 * @throws AimError `usage.unknown_tool`, `config.*`
 */
export async function getToolInfo(name: string, options: RegistryOptions = {}): Promise<ToolInfo> {
  const { registry, presence, withheld } = await openRegistry(options);
  const tool = findTool(registry, name, withheld);
  return { tool, presence: presence.get(tool.id) as ToolPresence };
}

/**
 * The tools that would take a job now, in order, read-only.
 *
 * @throws AimError `usage.unknown_capability`, `config.*`
 */
export async function getFallbackChain(
  capability: string,
  options: RegistryOptions = {},
): Promise<string[]> {
  const opened = await openRegistry(options);
  const breakers = (await openBreakers(opened)).find;
  const running = openPlaces(opened.paths).count;
  const facts = { ...opened, permission: 'read-only' as const, breakers, running };
  return planWithBreakers(opened.registry, capability, facts).chain;
}

/**
 * Gives a job to the best tool, and to the next when its failure is one that another may not share.
 * What tools do wrong is told in the result.
 *
 * @throws AimError `usage.unknown_capability`, `config.*`
 */
export async function routeCapability(
  capability: string,
  payload: Payload,
  options: InvokeOptions = {},
): Promise<InvokeResult> {
  return invokeJob(await openRegistry(options), { ...options, capability, payload });
}

/**
 * Gives a job to one tool and no other.
 *
 * @throws AimError `usage.unknown_tool`, `usage.unknown_capability`, `config.*`
 */
// eslint-disable-next-line max-params -- the signature that the contract names
export async function invokeTool(
  tool: string,
  capability: string,
  payload: Payload,
  options: InvokeOptions = {},
): Promise<InvokeResult> {
  return invokeJob(await openRegistry(options), { ...options, tool, capability, payload });
}
