import {
  findGitRoot,
  loadToolDetails,
  placePaths,
  placeScope,
  type CataloguePath,
  type CatalogueToolDetails,
  type FileFormat,
  type Host,
} from '@aim/core';
import type { HealthInput } from '@aim/environment';
import * as fs from 'node:fs';

/** A file that a tool reads its settings or its credentials from, and that is there. */
export interface ToolFile {
  tool: string;
  path: string;
  /** A login or token is kept there by design; a key may be, or not. */
  holds: 'settings' | 'api-key' | 'login';
  format: FileFormat;
  /** It belongs to the folder that AIM was called in, and may be somebody else's work. */
  isOfProject: boolean;
  mode: number;
}

/** Larger ones are no settings, in bytes. */
const mostBytes = 1024 * 1024;

const inUse = new WeakMap<HealthInput, Promise<ToolFile[]>>();

/** The files of the tools that are installed or configured; looked for once for all checks. */
export function filesInUse(input: HealthInput): Promise<ToolFile[]> {
  const files = inUse.get(input) ?? toolFiles(toolsInUse(input), input.host);
  inUse.set(input, files);
  return files;
}

/** The tools that are installed or configured. */
export function toolsInUse({
  tools,
  configuredTools,
}: Pick<HealthInput, 'tools' | 'configuredTools'>): Set<string> {
  const installed = tools.filter((tool) => tool.installed).map(({ id }) => id);
  return new Set([...installed, ...configuredTools]);
}

/** The files of these tools, as far as they are named without a pattern and are text. */
export async function toolFiles(ids: ReadonlySet<string>, host: Host): Promise<ToolFile[]> {
  const gitRoot = findGitRoot(host.cwd);
  const found = new Map<string, ToolFile>();
  for (const details of (await loadToolDetails()).values()) {
    if (!ids.has(details.id)) continue;
    const scope = placeScope(details, host, gitRoot);
    for (const { path, holds, format } of placesOf(details)) {
      const isOfProject = typeof path === 'string' && path.startsWith('<');
      for (const file of placePaths({ path }, scope)) {
        const stat = file.includes('*') ? undefined : regularFile(file);
        if (stat === undefined || found.has(file)) continue;
        const mode = stat.mode & 0o777;
        found.set(file, { tool: details.id, path: file, holds, format, isOfProject, mode });
      }
    }
  }
  return [...found.values()];
}

function placesOf({ files }: CatalogueToolDetails): ToolPlace[] {
  const credentials = (files.credentials ?? []).map(({ path, format, holds }): ToolPlace => {
    return { path, format, holds: holds === 'api-key' ? holds : 'login' };
  });
  const settings = (files.config ?? []).map(({ path, format }): ToolPlace => {
    return { path, format, holds: 'settings' };
  });
  const { mcp } = files;
  const servers = (mcp?.files ?? []).map((path): ToolPlace => {
    return { path, format: mcp?.format as FileFormat, holds: 'settings' };
  });
  return [...credentials, ...settings, ...servers].filter(({ format }) => !noText.has(format));
}

interface ToolPlace {
  path: CataloguePath;
  format: FileFormat;
  holds: ToolFile['holds'];
}

const noText: ReadonlySet<FileFormat> = new Set(['folder', 'sqlite', 'encrypted']);

/** A file that is no larger than settings are. */
export function regularFile(path: string): fs.Stats | undefined {
  try {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size <= mostBytes ? stat : undefined;
  } catch {
    return undefined;
  }
}
