import type { Host } from '@aim/core';
import { dirname, join } from 'node:path';
import type { ToolCopy } from '../detect/types.js';
import { readMetadata } from '../owners/read-metadata.js';
import { runtimeProgram } from './runtime-programs.js';

/** One `node` of PATH. */
export interface NodeProgram {
  path: string;
  realPath: string;
  /** Null where nothing on disk tells it: Node is not started. */
  version: string | null;
}

/** The distinct Node programs of PATH, the one that runs first. */
export function nodePrograms(host: Host): NodeProgram[] {
  return (runtimeProgram('node', host)?.copies ?? []).map((copy) => ({
    path: copy.path,
    realPath: copy.realPath,
    version: versionOf(copy),
  }));
}

// Every build of Node but that of distributions comes with its headers, which npm builds against.
function versionOf({ realPath, version }: ToolCopy): string | null {
  const prefix = dirname(dirname(realPath));
  const header = readMetadata(join(prefix, 'include/node/node_version.h'), 64 * 1024);
  if (header.kind !== 'read') return version?.replace(/^\d+:|[-+~].*$/g, '') ?? null;
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(header.value)?.[1],
  );
  return numbers.includes(undefined) ? null : numbers.join('.');
}
