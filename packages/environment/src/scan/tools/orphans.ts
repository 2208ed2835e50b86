import { isWithin, pathFolders, type Host } from '@aim/core';
import { basename, isAbsolute, join } from 'node:path';
import { quoted } from '../../health/command-text.js';
import { entryAt, headOf, targetOf } from '../../health/look-at-files.js';
import { npmPrefix } from '../../health/npm-prefix.js';
import { namesIn, realPathOrNone } from '../../owners/read-metadata.js';
import { shimOf } from '../../owners/version-managers/shims.js';
import type { FoundWaste, ToolScanInput } from './types.js';

/**
 * Programs in the user's own folders of PATH that start what is not there: links, shims of version
 * managers, and scripts whose interpreter is gone. What the system's packages own is not looked at.
 */
export function orphans({ tools, host }: ToolScanInput): FoundWaste[] {
  const folders = new Set(pathFolders(host).flatMap((folder) => realPathOrNone(folder) ?? []));
  return [...folders]
    .filter((folder) => isOwn(folder, host))
    .flatMap((folder) => namesIn(folder).map((name) => join(folder, name)))
    .flatMap((path) => {
      const why = whyOrphan(path, host);
      if (why === undefined) return [];
      const tool = tools.find((each) =>
        each.problems.some((problem) => realFolderPath(problem.path) === path),
      );
      const fix = host.platform === 'win32' ? `del "${path}"` : `rm ${quoted(path, host.platform)}`;
      return [
        {
          kind: 'orphan',
          tool: tool?.id ?? null,
          path,
          version: null,
          message: why,
          fix,
          takes: path,
        },
      ];
    });
}

function isOwn(folder: string, host: Host): boolean {
  const own = [host.home, npmPrefix(host)?.bin].flatMap((each) =>
    each === undefined ? [] : (realPathOrNone(each) ?? []),
  );
  return own.some((each) => isWithin(folder, each));
}

/** A path whose folder is real, itself perhaps a link that leads nowhere. */
function realFolderPath(path: string): string | undefined {
  const folder = realPathOrNone(join(path, '..'));
  return folder === undefined ? undefined : join(folder, basename(path));
}

function whyOrphan(path: string, { platform }: Host): string | undefined {
  const entry = entryAt(path);
  if (entry === undefined || entry.isDirectory()) return undefined;
  const realPath = realPathOrNone(path);
  if (realPath === undefined)
    return entry.isSymbolicLink() ? 'It is a link to what is not there' : undefined;
  const binary = platform === 'win32' ? basename(path).replace(/\.\w+$/, '') : basename(path);
  const shim = shimOf({ path, realPath, binary });
  if (shim !== undefined) {
    const isThere = shim.programs.some((program) => targetOf(program) !== undefined);
    return isThere
      ? undefined
      : `It is a shim of ${shim.manager}, which has no such program any more`;
  }
  const interpreter = /^#!\s*(\S+)/.exec(headOf(path))?.[1];
  if (interpreter === undefined || !isAbsolute(interpreter)) return undefined;
  return targetOf(interpreter) === undefined
    ? `Its interpreter ${interpreter} is not there`
    : undefined;
}
