import {
  findGitRoot,
  loadToolDetails,
  placePaths,
  type CataloguePath,
  type CatalogueToolDetails,
  type Host,
} from '@aim/core';
import * as fs from 'node:fs';

/** A file that a tool reads its settings or its credentials from, and that is there. */
export interface ToolFile {
  tool: string;
  path: string;
  /** A login or token is kept there by design; a key may be, or not. */
  holds: 'settings' | 'api-key' | 'login';
  mode: number;
}

/** Larger ones are no settings, in bytes. */
const mostBytes = 1024 * 1024;

/** The files of these tools, as far as they are named without a pattern and are text. */
export async function toolFiles(ids: ReadonlySet<string>, host: Host): Promise<ToolFile[]> {
  const gitRoot = findGitRoot(host.cwd);
  const found = new Map<string, ToolFile>();
  for (const details of (await loadToolDetails()).values()) {
    if (!ids.has(details.id)) continue;
    const { folders } = details;
    const scope = { host, ...(folders && { folders }), ...(gitRoot !== undefined && { gitRoot }) };
    for (const { path, holds } of placesOf(details)) {
      for (const file of placePaths({ path }, scope)) {
        const stat = file.includes('*') ? undefined : regularFile(file);
        if (stat === undefined || found.has(file)) continue;
        found.set(file, { tool: details.id, path: file, holds, mode: stat.mode & 0o777 });
      }
    }
  }
  return [...found.values()];
}

function placesOf({ files }: CatalogueToolDetails): Pick<ToolPlace, 'path' | 'holds'>[] {
  const credentials = (files.credentials ?? []).map(({ path, format, holds }): ToolPlace => {
    return { path, format, holds: holds === 'api-key' ? holds : 'login' };
  });
  const settings = (files.config ?? []).map(({ path, format }): ToolPlace => {
    return { path, format, holds: 'settings' };
  });
  const { mcp } = files;
  const servers = (mcp?.files ?? []).map((path): ToolPlace => {
    return { path, format: mcp?.format as string, holds: 'settings' };
  });
  return [...credentials, ...settings, ...servers].filter(({ format }) => !noText.has(format));
}

interface ToolPlace {
  path: CataloguePath;
  format: string;
  holds: ToolFile['holds'];
}

const noText: ReadonlySet<string> = new Set(['folder', 'sqlite', 'encrypted']);

function regularFile(path: string): fs.Stats | undefined {
  try {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size <= mostBytes ? stat : undefined;
  } catch {
    return undefined;
  }
}
