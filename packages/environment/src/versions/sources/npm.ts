import { isPlainObject } from '@aim/core';
import { plainText } from '../../owners/read-metadata.js';
import { registryOf } from '../npm-registry.js';
import type { LatestSource } from './source.js';

/** The tag `latest`, in npm's short form; the long one of some packages has many MB. */
export const npm: LatestSource = {
  base: registryOf,
  path: (packageName) => packageName.replace('/', '%2f'),
  accept: 'application/vnd.npm.install-v1+json',
  latest: (document) => {
    const tags = isPlainObject(document) ? document['dist-tags'] : undefined;
    return isPlainObject(tags) ? plainText(tags['latest']) : null;
  },
};
