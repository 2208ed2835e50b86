import type { CataloguePackage, Host } from '@aim/core';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { npmPrefix } from '../health/npm-prefix.js';
import { findDistribution } from '../owners/python-distribution.js';
import { plainText, readJsonObject } from '../owners/read-metadata.js';
import { detectTools } from './detect-tools.js';
import type { ToolPresence } from './types.js';

/**
 * What the machine holds of a package that is no known tool: of npm and Python by the metadata in
 * their folders, of any other manager by a program of its name. Starts no program.
 */
export function detectPackage(id: string, wanted: CataloguePackage, host: Host): ToolPresence {
  const found = placesOf(wanted, host).find(({ version }) => version !== null);
  if (found !== undefined) return presence(id, wanted, found);
  const binary = wanted.name.split('/').at(-1) as string;
  const tool = { id, name: wanted.name, binaries: [binary], packages: [wanted] };
  const seen = detectTools([tool], host)[0] as ToolPresence;
  // Another program of that name is no copy of the package.
  return seen.package === wanted.name ? seen : presence(id, wanted, undefined);
}

interface FoundPackage {
  version: string | null;
  evidence: string;
}

function placesOf({ manager, name }: CataloguePackage, host: Host): FoundPackage[] {
  if (manager === 'npm') {
    const prefix = npmPrefix(host);
    return prefix === undefined ? [] : [nodePackage(join(prefix.modules, name))];
  }
  if (manager !== 'pipx' && manager !== 'uv') return [];
  return environmentFolders(manager, host)
    .map((folder) => join(folder, name))
    .filter((folder) => fs.existsSync(folder))
    .map((folder) => {
      const { version, path } = findDistribution(folder, name);
      return { version, evidence: path };
    });
}

function nodePackage(folder: string): FoundPackage {
  const evidence = join(folder, 'package.json');
  const manifest = readJsonObject(evidence);
  const version = manifest.kind === 'read' ? plainText(manifest.value['version']) : null;
  return { version, evidence };
}

/** Where pipx and uv keep the environments of tools. */
export function environmentFolders(manager: 'pipx' | 'uv', { env, home }: Host): string[] {
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  if (manager === 'uv') return [env['UV_TOOL_DIR'] || join(data, 'uv/tools')];
  const own = env['PIPX_HOME'];
  const homes = own ? [own] : [join(data, 'pipx'), join(home, '.local/pipx')];
  return homes.map((folder) => join(folder, 'venvs'));
}

function presence(
  id: string,
  { manager, name }: CataloguePackage,
  found: FoundPackage | undefined,
): ToolPresence {
  const isThere = found !== undefined;
  return {
    id,
    name,
    installed: isThere,
    path: null,
    version: found?.version ?? null,
    channel: isThere ? manager : null,
    package: isThere ? name : null,
    evidence: found?.evidence ?? null,
    copies: [],
    problems: [],
  };
}
