import {
  packageManagers,
  type AimConfig,
  type CapabilityConfig,
  type PackageManager,
  type ToolConfig,
} from '@aim/core';
import type { ToolPresence } from '@aim/environment';
import type { Registry } from '@aim/registry';

/** The configuration that asks for what a machine has. Pure. */
export function describeMachine(
  registry: Registry,
  presence: readonly ToolPresence[],
  { pin }: { pin: boolean },
): AimConfig {
  const installed = presence.filter((tool) => tool.installed);
  const tools = Object.fromEntries(installed.map((tool) => [tool.id, toolConfig(tool, pin)]));
  const capabilities = chains(registry, new Set(installed.map(({ id }) => id)));
  const environment = {
    ...filled('pipxApps', packagesOf(installed, 'pipx')),
    ...filled('npmGlobal', packagesOf(installed, 'npm')),
    ...(pin ? pins(installed) : {}),
  };
  return {
    version: '1.0.0',
    ...(installed.length > 0 && { registry: { tools, ...(capabilities && { capabilities }) } }),
    ...(Object.keys(environment).length > 0 && { environment }),
  };
}

/** A version that no package manager keeps is pinned at the tool itself. */
function toolConfig(tool: ToolPresence, pin: boolean): ToolConfig {
  const { name, version } = tool;
  const isPinned = pin && version !== null && managerOf(tool) === undefined;
  return isPinned ? { name, pinnedVersion: version } : { name };
}

function chains(
  { capabilities }: Registry,
  installed: ReadonlySet<string>,
): Record<string, CapabilityConfig> | undefined {
  const found = [...capabilities.values()].flatMap(({ id, defaultChain }) => {
    const [primaryTool, ...fallbacks] = defaultChain.filter((tool) => installed.has(tool));
    return primaryTool === undefined ? [] : [[id, { primaryTool, fallbacks }] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function packagesOf(installed: readonly ToolPresence[], manager: PackageManager): string[] {
  return installed.flatMap((tool) =>
    tool.package !== null && managerOf(tool) === manager ? [tool.package] : [],
  );
}

function pins(installed: readonly ToolPresence[]): AimConfig['environment'] {
  const versionPins: Partial<Record<PackageManager, Record<string, string>>> = {};
  for (const tool of installed) {
    const manager = managerOf(tool);
    if (manager === undefined || tool.package === null || tool.version === null) continue;
    (versionPins[manager] ??= {})[tool.package] = tool.version;
  }
  return Object.keys(versionPins).length === 0 ? {} : { versionPins };
}

function managerOf({ channel, package: name }: ToolPresence): PackageManager | undefined {
  return name === null ? undefined : packageManagers.find((manager) => manager === channel);
}

function filled(key: string, list: string[]): Record<string, string[]> {
  return list.length === 0 ? {} : { [key]: list };
}
