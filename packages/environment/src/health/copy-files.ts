import { basename } from 'node:path';
import type { ToolCopy } from '../detect/types.js';
import { readJsonObject } from '../owners/read-metadata.js';
import { headOf } from './look-at-files.js';

/** The second header of a program of Windows is within this. */
const headBytes = 1024;

const heads = new WeakMap<ToolCopy, string>();
const manifests = new WeakMap<ToolCopy, Record<string, unknown> | null>();

/** The first bytes of a copy's program as Latin-1 text, read once; empty for what is no file. */
export function headOfCopy(copy: ToolCopy): string {
  const known = heads.get(copy) ?? headOf(copy.realPath, headBytes);
  heads.set(copy, known);
  return known;
}

/** The package.json that proves a copy, read once; null where another file does, or none. */
export function manifestOfCopy(copy: ToolCopy): Record<string, unknown> | null {
  const known = manifests.get(copy);
  if (known !== undefined) return known;
  const isPackage = basename(copy.evidence) === 'package.json';
  const read = isPackage ? readJsonObject(copy.evidence) : undefined;
  const manifest = read?.kind === 'read' ? read.value : null;
  manifests.set(copy, manifest);
  return manifest;
}
