import { isPlainObject } from '@aim/core';
import { plainText } from '../../owners/read-metadata.js';
import { safeBase, type LatestSource } from './source.js';

const publicApi = 'https://formulae.brew.sh/api';

const api = {
  base: (_packageName: string, { env }: { env: Readonly<Record<string, string | undefined>> }) =>
    safeBase(env['HOMEBREW_API_DOMAIN'] || publicApi),
  accept: 'application/json',
};

/** A formula of Homebrew's own tap; that of another tap has a slash in its name and is not there. */
export const homebrewFormula: LatestSource = {
  ...api,
  path: (name) => `formula/${encodeURIComponent(name)}.json`,
  latest: (document) => {
    const versions = isPlainObject(document) ? document['versions'] : undefined;
    return isPlainObject(versions) ? plainText(versions['stable']) : null;
  },
};

/** A cask; what stands behind a comma in its version is for the address of the download. */
export const homebrewCask: LatestSource = {
  ...api,
  path: (name) => `cask/${encodeURIComponent(name)}.json`,
  latest: (document) => {
    const version = isPlainObject(document) ? plainText(document['version']) : null;
    return version?.split(',')[0] ?? null;
  },
};
