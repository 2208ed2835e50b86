import type { CapabilityConfig } from '@aim/core';
import type { CapabilityDefinition } from './capabilities.js';

/** A capability as the configuration changes it. */
export function configuredCapability(
  base: CapabilityDefinition,
  { primaryTool, fallbacks = [], ...changes }: CapabilityConfig,
): CapabilityDefinition {
  if (primaryTool === undefined) return { ...base, ...changes };
  return { ...base, ...changes, configuredChain: [...new Set([primaryTool, ...fallbacks])] };
}
