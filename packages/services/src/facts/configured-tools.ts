import type { AimConfig } from '@aim/core';

/** The ids that the configuration asks for: its tools, and those named in its chains. */
export function configuredTools(config: AimConfig): string[] {
  const { tools = {}, capabilities = {} } = config.registry ?? {};
  const chains = Object.values(capabilities).flatMap(({ primaryTool, fallbacks = [] }) => [
    ...(primaryTool === undefined ? [] : [primaryTool]),
    ...fallbacks,
  ]);
  return [...new Set([...Object.keys(tools), ...chains])];
}
