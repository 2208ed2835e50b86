import { expandIfDefined } from '@aim/core';
import type { HealthInput } from '@aim/environment';
import { regularFile, type ToolFile } from './tool-files.js';

/** The settings that the configuration names in `configPaths`, as far as they are files. */
export function configuredFiles({
  config,
  host,
}: Pick<HealthInput, 'config' | 'host'>): ToolFile[] {
  const tools = Object.entries(config.registry?.tools ?? {});
  return tools.flatMap(([tool, { configPaths = [] }]) =>
    configPaths.flatMap((text): ToolFile[] => {
      const path = expandIfDefined(text, host);
      const stat = path === undefined ? undefined : regularFile(path);
      if (path === undefined || stat === undefined) return [];
      const mode = stat.mode & 0o777;
      return [{ tool, path, holds: 'settings', format: 'text', isOfProject: false, mode }];
    }),
  );
}
