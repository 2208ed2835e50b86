import { isPlainObject } from '@aim/core';
import { plainText } from '../../owners/read-metadata.js';
import { pep440Key } from '../pep440.js';
import { pypi, versionOfFile } from '../sources/pypi.js';
import { utcTime } from './npm-facts.js';
import type { PackageFacts, VersionFacts } from './types.js';
import { wheelPlatforms } from './wheel-platforms.js';

interface IndexFile {
  version: string;
  platforms: readonly string[];
  hash: string | undefined;
  publishedAt: string | null;
  yanked: string | null;
}

/**
 * What a document of the simple API (PEP 691 and 700) says of a package; null for a document of
 * another kind. Pure.
 */
export function pythonFacts(document: unknown): PackageFacts | null {
  if (!isPlainObject(document) || !Array.isArray(document['files'])) return null;
  const files = document['files'].flatMap((file: unknown) => indexFile(file) ?? []);
  const byVersion = new Map<string, IndexFile[]>();
  for (const file of files) {
    // `1.0` and `1.0.0` are one version, whatever the files of it are called.
    const key = pep440Key(file.version);
    if (key !== undefined) byVersion.set(key, [...(byVersion.get(key) ?? []), file]);
  }
  const versions = [...byVersion.values()].map((all) => {
    const named = all[0] as IndexFile;
    return [named.version, versionFacts(all)] as const;
  });
  return { latest: pypi.latest(document), versions: Object.fromEntries(versions) };
}

function indexFile(file: unknown): IndexFile | undefined {
  if (!isPlainObject(file)) return undefined;
  const filename = plainText(file['filename']) ?? '';
  const version = versionOfFile(filename);
  if (version === undefined) return undefined;
  const { yanked } = file;
  return {
    version,
    platforms: wheelPlatforms(filename),
    hash: sha256(file['hashes']),
    publishedAt: utcTime(file['upload-time']),
    yanked: yanked === undefined || yanked === false ? null : yankWords(yanked),
  };
}

function versionFacts(all: readonly IndexFile[]): VersionFacts {
  // A yanked file can still be installed by who has locked it.
  const isUsable = all.some(({ yanked }) => yanked === null);
  const integrity: Record<string, string[]> = {};
  for (const { hash, platforms } of all) {
    if (hash === undefined) continue;
    for (const platform of platforms) (integrity[platform] ??= []).push(hash);
  }
  const times = all.map(({ publishedAt }) => publishedAt);
  return {
    // Whoever adds a file to an old version makes that version young again.
    publishedAt: times.includes(null) ? null : (times.toSorted().at(-1) ?? null),
    integrity,
    signatures: [],
    withdrawn: isUsable ? null : (all[0]?.yanked ?? null),
  };
}

function sha256(hashes: unknown): string | undefined {
  const hex = isPlainObject(hashes) ? hashes['sha256'] : undefined;
  return typeof hex === 'string' && /^[0-9a-f]{64}$/i.test(hex)
    ? `sha256:${hex.toLowerCase()}`
    : undefined;
}

function yankWords(yanked: unknown): string {
  return typeof yanked === 'string' && yanked !== '' ? `yanked: ${yanked}` : 'yanked';
}
