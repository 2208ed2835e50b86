import { isPlainObject } from '@aim/core';
import { plainText } from '../../owners/read-metadata.js';
import { comparePep440, isPythonPreRelease } from '../pep440.js';
import { safeBase, type LatestSource } from './source.js';

const publicIndex = 'https://pypi.org/simple/';

/**
 * The index of Python packages, PyPI unless uv's or pip's variable names another, by its simple
 * API as JSON (PEP 691 and 700). The newest is that of the final releases, as pip takes it: not one
 * of which every file was yanked.
 */
export const pypi: LatestSource = {
  base: (_packageName, { env }) =>
    safeBase(env['UV_DEFAULT_INDEX'] || env['UV_INDEX_URL'] || env['PIP_INDEX_URL'] || publicIndex),
  path: (packageName) => `${packageName}/`,
  accept: 'application/vnd.pypi.simple.v1+json',
  latest: (document) => {
    if (!isPlainObject(document) || !Array.isArray(document['versions'])) return null;
    const usable = usableVersions(document['files']);
    return document['versions'].reduce<string | null>((newest, each) => {
      const version = plainText(each);
      if (version === null || isPythonPreRelease(version) || usable?.has(version) === false) {
        return newest;
      }
      return newest === null || (comparePep440(newest, version) ?? 0) < 0 ? version : newest;
    }, null);
  },
};

/** The one spelling of a package's name, by PEP 503: what the index is asked for. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The versions that have a file which was not yanked; undefined when no file is listed. */
function usableVersions(files: unknown): Set<string> | undefined {
  if (!Array.isArray(files) || files.length === 0) return undefined;
  return new Set(
    files.flatMap((file) => {
      if (!isPlainObject(file) || (file['yanked'] !== undefined && file['yanked'] !== false))
        return [];
      return versionOfFile(plainText(file['filename']) ?? '') ?? [];
    }),
  );
}

/** The version in the name of a file: `NAME-VERSION-py3-none-any.whl` and `NAME-VERSION.tar.gz`; a wheel's name has no dash. */
export function versionOfFile(filename: string): string | undefined {
  if (filename.endsWith('.whl')) return filename.split('-')[1];
  return /-([^-]+)\.(?:tar\.gz|zip|tar\.bz2)$/.exec(filename)?.[1];
}
