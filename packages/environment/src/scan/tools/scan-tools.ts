import { quoted } from '../../health/command-text.js';
import { measureTree, type CountedInodes } from '../caches/measure.js';
import { secondCopies } from './copies.js';
import { npmFolders, npmLeftovers, oldPrograms, pipLeftovers } from './leftovers.js';
import { oldVersions } from './old-versions.js';
import { orphans } from './orphans.js';
import type { FoundWaste, ToolScanInput, ToolWaste } from './types.js';

/**
 * What of the installed tools nobody needs: second copies, versions that are kept, what broken
 * updates left, programs that start nothing. Reads metadata only; starts nothing, changes nothing.
 */
export async function scanTools(input: ToolScanInput): Promise<ToolWaste[]> {
  const found = [
    ...secondCopies(input),
    ...oldVersions(input),
    ...halfUpdates(input),
    ...orphans(input),
  ];
  const counted: CountedInodes = new Set();
  const wastes: ToolWaste[] = [];
  for (const { takes, ...waste } of eachPathOnce(found)) {
    const measured = takes === null ? undefined : await measureTree(takes, { counted });
    wastes.push({ ...waste, freeableBytes: measured?.size.freeableBytes ?? null });
  }
  return wastes;
}

function halfUpdates({ tools, host, knownPackages }: ToolScanInput): FoundWaste[] {
  return tools.flatMap((tool) => {
    const paths = [
      ...npmFolders(tool, knownPackages(tool.id), host).flatMap(npmLeftovers),
      ...pipLeftovers(tool),
      ...oldPrograms(tool, host),
    ];
    return paths.map((path): FoundWaste => ({
      kind: 'half-update',
      tool: tool.id,
      path,
      version: null,
      message: `${tool.name}: an update broke off and left it`,
      fix:
        host.platform === 'win32' ? `rmdir /s "${path}"` : `rm -r ${quoted(path, host.platform)}`,
      takes: path,
    }));
  });
}

/** What two tools share, such as one npm package, is told once. */
function eachPathOnce(found: readonly FoundWaste[]): FoundWaste[] {
  return [...new Map(found.map((waste) => [`${waste.kind}\0${waste.path}`, waste])).values()];
}
