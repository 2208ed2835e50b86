import { pathFolders, type Host } from '@aim/core';
import { dirname, join } from 'node:path';
import { inspectFile } from '../detect/inspect-file.js';
import { programFileNames } from '../detect/program-names.js';
import { readMetadata } from '../owners/read-metadata.js';
import { runtimeProgram } from './runtime-programs.js';

/** One `node` of PATH. */
export interface NodeProgram {
  path: string;
  realPath: string;
  /** Null where nothing on disk tells it: Node is not started. */
  version: string | null;
}

const found = new WeakMap<Host, NodeProgram[]>();

/** The distinct Node programs of PATH, the one that runs first; looked for once for each host. */
export function nodePrograms(host: Host): NodeProgram[] {
  const known = found.get(host) ?? look(host);
  found.set(host, known);
  return known;
}

function look(host: Host): NodeProgram[] {
  const names = programFileNames('node', host);
  const byFile = new Map<string, NodeProgram>();
  // By name: to list the folders of PATH takes longer than all else here.
  const paths = pathFolders(host).flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of paths) {
    const file = inspectFile(path, host.platform === 'win32');
    if (file.kind !== 'program' || byFile.has(file.inode)) continue;
    const { realPath, inode } = file;
    byFile.set(inode, { path, realPath, version: versionOf(realPath, host) });
  }
  return [...byFile.values()];
}

// Every build of Node but that of distributions comes with its headers, which npm builds against.
function versionOf(realPath: string, host: Host): string | null {
  const prefix = dirname(dirname(realPath));
  const header = readMetadata(join(prefix, 'include/node/node_version.h'), 64 * 1024);
  if (header.kind !== 'read') return versionOfOwner(realPath, host);
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(header.value)?.[1],
  );
  return numbers.includes(undefined) ? null : numbers.join('.');
}

/** To ask dpkg costs more than all else of a check. */
function versionOfOwner(realPath: string, host: Host): string | null {
  const copies = runtimeProgram('node', host)?.copies ?? [];
  const own = copies.find((copy) => copy.realPath === realPath);
  return own?.version?.replace(/^\d+:|[-+~].*$/g, '') ?? null;
}
