import type { AimConfig, CataloguePackage } from '@aim/core';

/** The version that the configuration pins a tool to, or null. */
export function pinnedVersion(
  tool: { pinnedVersion?: string; packages: readonly CataloguePackage[] },
  config: AimConfig,
): string | null {
  if (tool.pinnedVersion) return tool.pinnedVersion;
  const pins = config.environment?.versionPins ?? {};
  for (const { manager, name } of tool.packages) {
    const pin = pins[manager]?.[name];
    if (pin !== undefined) return pin;
  }
  return null;
}
