import { isPlainObject } from '@aim/core';
import { plainText } from '../../owners/read-metadata.js';
import type { PackageFacts, RegistrySignature, VersionFacts } from './types.js';

/** The long form of npm's document: only that tells when a version was published. */
export const npmFactsAccept = 'application/json';

/** What npm's document of a package says; null for a document of another kind. Pure. */
export function npmFacts(document: unknown): PackageFacts | null {
  if (!isPlainObject(document) || !isPlainObject(document['versions'])) return null;
  const times = isPlainObject(document['time']) ? document['time'] : {};
  const tags = isPlainObject(document['dist-tags']) ? document['dist-tags'] : {};
  const versions = Object.entries(document['versions']).flatMap(([version, manifest]) =>
    isPlainObject(manifest) ? [[version, versionFacts(manifest, times[version])] as const] : [],
  );
  return { latest: plainText(tags['latest']), versions: Object.fromEntries(versions) };
}

function versionFacts(manifest: Record<string, unknown>, time: unknown): VersionFacts {
  const dist = isPlainObject(manifest['dist']) ? manifest['dist'] : {};
  const hash = sha512(dist['integrity']);
  return {
    publishedAt: utcTime(time),
    integrity: hash === undefined ? {} : { any: [hash] },
    signatures: signatures(dist['signatures']),
    withdrawn: withdrawn(manifest['deprecated']),
  };
}

function sha512(integrity: unknown): string | undefined {
  const words = typeof integrity === 'string' ? integrity.split(/\s+/) : [];
  return words.find((word) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(word));
}

/** A time in the one form that AIM writes; null for any other. */
export function utcTime(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function signatures(value: unknown): RegistrySignature[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (!isPlainObject(each)) return [];
    const { keyid, sig } = each;
    return typeof keyid === 'string' && typeof sig === 'string' ? [{ keyid, sig }] : [];
  });
}

/** npm takes an empty text and `false` for "no longer". */
function withdrawn(deprecated: unknown): string | null {
  if (deprecated === true) return 'deprecated';
  return typeof deprecated === 'string' && deprecated !== '' ? `deprecated: ${deprecated}` : null;
}
