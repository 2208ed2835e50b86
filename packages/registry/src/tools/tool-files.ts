import type { ConfigSource } from '@aim/core';

/**
 * Which configuration file defines each tool: the strongest that names its `adapterScript`, else
 * the strongest that names the tool. A script's relative path must not be looked for beside another
 * file than its own, or a project could put its script in the place of the user's.
 *
 * @param sources - as `loadConfig` answers them, weakest first
 */
export function toolFiles(
  sources: readonly Pick<ConfigSource, 'path' | 'config'>[],
): Map<string, string> {
  const withScript = new Map<string, string>();
  const named = new Map<string, string>();
  for (const { path, config } of sources) {
    for (const [id, tool] of Object.entries(config.registry?.tools ?? {})) {
      named.set(id, path);
      if (tool.adapterScript !== undefined) withScript.set(id, path);
    }
  }
  return new Map([...named, ...withScript]);
}
