import { isPlainObject } from '@aim/core';
import { basename, dirname, join } from 'node:path';
import { readJsonObject, readMetadata, whyUnusable } from './read-metadata.js';
import { unusable, type OwnerProbe } from './types.js';

/**
 * cargo: the folder above the file's `bin` holds cargo's record of what `cargo install` put there:
 * `.crates2.json`, in releases before 1.41 `.crates.toml`. What rustup puts beside it is in neither.
 */
export const cargo: OwnerProbe = ({ realPath }) => {
  const bin = dirname(realPath);
  if (basename(bin) !== 'bin') return undefined;
  const path = join(dirname(bin), '.crates2.json');
  const record = readJsonObject(path);
  if (record.kind === 'missing') return fromOldRecord(realPath);
  if (record.kind === 'unreadable') return unusable(path, whyUnusable(record));
  const { installs } = record.value;
  const entries = Object.entries(isPlainObject(installs) ? installs : {});
  const entry = entries.find(([, crate]) => lists(crate, basename(realPath)));
  return entry && owned(entry[0], path);
};

function lists(crate: unknown, program: string): boolean {
  const bins = isPlainObject(crate) ? crate['bins'] : undefined;
  return Array.isArray(bins) && bins.includes(program);
}

/** Lines such as `"aichat 0.30.0 (registry+https://…)" = ["aichat"]`. */
function fromOldRecord(realPath: string) {
  const path = join(dirname(dirname(realPath)), '.crates.toml');
  const record = readMetadata(path);
  if (record.kind !== 'read') return undefined;
  for (const [, crate = '', bins = ''] of record.value.matchAll(/^"([^"]+)" = \[(.*)\]$/gm)) {
    if (bins.split(',').some((bin) => bin.trim() === `"${basename(realPath)}"`)) {
      return owned(crate, path);
    }
  }
  return undefined;
}

function owned(crate: string, evidence: string) {
  const [, name, version] = /^([A-Za-z0-9_-]+) ([0-9A-Za-z.+-]+) \(/.exec(crate) ?? [];
  if (name === undefined || version === undefined) {
    return unusable(evidence, 'names the crate in an unknown form');
  }
  return { channel: 'cargo' as const, package: name, version, evidence };
}
