import { basename, dirname, join } from 'node:path';
import { isWithin, type Host } from '@aim/core';
import type { ToolCopy, ToolPresence } from '../../detect/types.js';
import { quoted } from '../../health/command-text.js';
import { namesIn, realPathOrNone } from '../../owners/read-metadata.js';
import { vendorInstallers, vendorVersions } from '../../owners/vendor.js';
import { shimOf } from '../../owners/version-managers/shims.js';
import type { FoundWaste, ToolScanInput } from './types.js';

/** Versions that are kept beside the one that runs. */
export function oldVersions({ tools, host }: ToolScanInput): FoundWaste[] {
  return tools.flatMap((tool) => [
    ...ofVendor(tool, host),
    ...ofHomebrew(tool),
    ...ofManagers(tool, host),
  ]);
}

/** The installers of vendors keep each version, and link the program to one of them. */
function ofVendor(tool: ToolPresence, host: Host): FoundWaste[] {
  const inUse = tool.copies.map(({ realPath }) => realPath);
  const installer = vendorInstallers.find(({ tool: id }) => id === tool.id);
  // Without a program that is linked to one of them, nothing tells which is the old one.
  return (installer === undefined ? [] : vendorVersions(installer, host)).flatMap(
    ({ folder, versions }) =>
      inUse.some((path) => isWithin(path, folder))
        ? versions
            .filter(({ path }) => !inUse.some((used) => isWithin(used, path)))
            .map(({ path, version }) =>
              oldVersion(tool, { path, version, fix: `rm -r ${quoted(path, host.platform)}` }),
            )
        : [],
  );
}

/** Homebrew keeps a keg for each version, until it is told to clean up. */
function ofHomebrew(tool: ToolPresence): FoundWaste[] {
  return tool.copies
    .filter(({ channel }) => channel === 'brew')
    .flatMap(({ realPath, package: name }) => {
      const [, cellar = '', used = ''] = /^(.*\/Cellar\/[^/]+)\/([^/]+)\//.exec(realPath) ?? [];
      return namesIn(cellar)
        .filter((version) => version !== used && /^\d/.test(version))
        .map((version) =>
          oldVersion(tool, {
            path: join(cellar, version),
            version,
            fix: `brew cleanup ${name ?? basename(cellar)}`,
          }),
        );
    });
}

/** Which one a version manager starts depends on the folder: none of them is the old one. */
function ofManagers(tool: ToolPresence, { platform }: Host): FoundWaste[] {
  const shown = new Map<string, FoundWaste>();
  for (const copy of tool.copies) {
    const shim = shimAt(copy, platform);
    const versions = shim === undefined ? [] : versionsOf(shim.programs);
    if (shim === undefined || versions.length < 2) continue;
    shown.set(copy.path, {
      kind: 'versions',
      tool: tool.id,
      path: copy.path,
      version: null,
      message: `${shim.manager} has ${versions.join(', ')} of ${tool.name}, and chooses by the folder`,
      fix: shim.manager === 'mise' ? 'mise prune --dry-run' : `${shim.manager} list`,
      takes: null,
    });
  }
  return [...shown.values()];
}

function shimAt({ path, realPath }: ToolCopy, platform: Host['platform']) {
  const binary = basename(path).replace(platform === 'win32' ? /\.\w+$/ : /$^/, '');
  return shimOf({ path, realPath: realPathOrNone(path) ?? realPath, binary });
}

/** `installs/TOOL/VERSION/bin/PROGRAM` and its like; a link such as `latest` is no version of its own. */
function versionsOf(programs: readonly string[]): string[] {
  const folders = programs
    .filter((path) => realPathOrNone(path) !== undefined)
    .map((path) => (basename(dirname(path)) === 'bin' ? dirname(dirname(path)) : dirname(path)));
  const real = new Set(folders.flatMap((folder) => realPathOrNone(folder) ?? []));
  return [...real].map((folder) => basename(folder)).sort();
}

function oldVersion(
  { id, name }: ToolPresence,
  { path, version, fix }: { path: string; version: string; fix: string },
): FoundWaste {
  const message = `${name} ${version} is kept, and another version runs`;
  return { kind: 'old-version', tool: id, path, version, message, fix, takes: path };
}
