import { expandIfDefined, type Host } from '@aim/core';
import { isAbsolute } from 'node:path';
import { ownerContext } from '../owners/context.js';
import { isPathLike, programFileNames, programNameOf } from './program-names.js';
import { presenceOf, type Candidate } from './presence.js';
import type { DetectableTool, DetectOptions, ToolPresence } from './types.js';
import { walkPath, type PathHits } from './walk-path.js';

/**
 * Finds every copy of the tools on PATH and in their search paths, and who owns each. Reads files
 * only: starts no program, opens no socket, lists each folder of PATH once. What is broken or
 * cannot be read becomes a problem of its tool; nothing of the machine makes it throw.
 */
export function detectTools(
  tools: readonly DetectableTool[],
  host: Host,
  options: DetectOptions = {},
): ToolPresence[] {
  const names = new Set(tools.flatMap((tool) => programNames(tool, host)));
  const hits = walkPath(host, names);
  const context = ownerContext(host, options.systemRoot ?? '/');
  return tools.map((tool) => presenceOf(tool, candidatesOf(tool, hits, host), context));
}

function programNames(tool: DetectableTool, host: Host): string[] {
  return tool.binaries
    .filter((binary) => !isPathLike(binary, host))
    .flatMap((binary) => programFileNames(binary, host));
}

function candidatesOf(tool: DetectableTool, hits: PathHits, host: Host): Candidate[] {
  const named = tool.binaries.filter((binary) => !isPathLike(binary, host));
  const onPath = named.flatMap((binary) =>
    hits.inOrder(programFileNames(binary, host)).map((path) => ({ path, binary, onPath: true })),
  );
  const places = [
    ...tool.binaries.filter((binary) => isPathLike(binary, host)),
    ...(tool.searchPaths ?? []),
  ];
  const elsewhere = places
    .map((place) => expandIfDefined(place, host))
    .filter((path): path is string => path !== undefined && isAbsolute(path))
    .map((path) => ({ path, binary: programNameOf(path, host.platform), onPath: false }));
  return [...onPath, ...elsewhere];
}
