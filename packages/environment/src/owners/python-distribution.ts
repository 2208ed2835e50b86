import { join } from 'node:path';
import { namesIn, plainText, readMetadata, whyUnusable } from './read-metadata.js';

/** The installed form of a Python package. */
export type Distribution =
  | {
      version: string;
      path: string;
      /** The versions of Python that it allows; null for all. */
      requiresPython: string | null;
    }
  | {
      version: null;
      path: string;
      requiresPython?: null;
      /** As the end of a sentence. */ why: string;
    };

/**
 * Reads a package's version from the METADATA of its `*.dist-info` in a virtual environment. The
 * name of that folder is not believed.
 */
export function findDistribution(environment: string, packageName: string): Distribution {
  const wanted = normalized(packageName);
  const unnamed = join(environment, 'lib');
  const found: Distribution[] = [];
  for (const folder of sitePackages(environment)) {
    for (const entry of namesIn(folder)) {
      const named = /^(.+)-[^-]+\.dist-info$/.exec(entry)?.[1];
      if (named === undefined || normalized(named) !== wanted) continue;
      found.push(readDistribution(join(folder, entry, 'METADATA'), wanted));
    }
  }
  const [first, second] = found;
  if (first === undefined) {
    return { version: null, path: unnamed, why: `holds no installed ${packageName}` };
  }
  // A half-done update leaves two; which one Python loads is its secret.
  if (second !== undefined) {
    return { version: null, path: unnamed, why: `holds ${packageName} more than once` };
  }
  return first;
}

/** The folders of packages of a virtual environment; not all need be there. */
export function sitePackages(environment: string): string[] {
  const versions = namesIn(join(environment, 'lib')).filter((name) => /^python\d/.test(name));
  return [
    ...versions.map((name) => join(environment, 'lib', name, 'site-packages')),
    join(environment, 'Lib', 'site-packages'),
  ];
}

function readDistribution(path: string, wanted: string): Distribution {
  const text = readMetadata(path);
  if (text.kind !== 'read') return { version: null, path, why: whyUnusable(text) };
  const name = header(text.value, 'name');
  if (name !== null && normalized(name) !== wanted) {
    return { version: null, path, why: `is the metadata of ${name}` };
  }
  const version = header(text.value, 'version');
  if (version === null) return { version, path, why: 'tells no version' };
  return { version, path, requiresPython: header(text.value, 'requires-python') };
}

/** A field of the header, which ends at the first empty line. */
function header(text: string, field: string): string | null {
  for (const line of text.split(/\r?\n/)) {
    if (line === '') return null;
    const colon = line.indexOf(':');
    if (line.slice(0, colon).toLowerCase() === field) return plainText(line.slice(colon + 1));
  }
  return null;
}

/** PEP 503: `Foo.Bar_baz` and `foo-bar-baz` are one name. */
function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
