import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { loopbackServer, type Heard, type Reply } from './loopback-server.js';

/** One version as the registry of a test has it. */
export interface TestVersion {
  /** RFC 3339; not told when it is null. */
  at: string | null;
  /** What its tarball holds: another text is another hash. */
  files?: string;
  deprecated?: string;
  signature?: 'right' | 'wrong' | 'none' | 'unknown-key';
}

/** Versions by package, and the tag `latest`: the last version unless told. */
export type TestPackages = Record<
  string,
  { latest?: string; versions: Record<string, TestVersion> }
>;

export interface LockRegistry {
  url: string;
  packages: TestPackages;
  /** `METHOD PATH` of each request. */
  asked: () => string[];
  /** Answered in place of the next requests, one each. */
  replies: Reply[];
  close: () => Promise<void>;
}

export const keyid = 'SHA256:test';

/** A registry of npm on this machine that signs what it has, and gives ETags. */
export async function lockRegistry(packages: TestPackages): Promise<LockRegistry> {
  const replies: Reply[] = [];
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const keys = {
    keys: [
      { keyid, keytype: 'ecdsa-sha2-nistp256', scheme: 'ecdsa-sha2-nistp256', key, expires: null },
    ],
  };
  const signed = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64');
  const { origin, heard, close } = await loopbackServer((request) => {
    const prepared = replies.shift();
    if (prepared !== undefined) return prepared;
    if (request.url === '/-/npm/v1/keys') return { status: 200, body: keys };
    const name = decodeURIComponent(request.url.slice(1));
    const found = packages[name];
    return found === undefined ? { status: 404 } : packument(found, { name, signed });
  });
  return { url: `${origin}/`, packages, replies, asked: () => heard.map(words), close };
}

function packument({ latest, versions }: TestPackages[string], signing: Signing): Reply {
  const listed = Object.entries(versions).map(([version, facts]) => [
    version,
    manifest(version, facts, signing),
  ]);
  const times = Object.entries(versions).filter(([, { at }]) => at !== null);
  const body = {
    name: signing.name,
    'dist-tags': { latest: latest ?? Object.keys(versions).at(-1) },
    versions: Object.fromEntries(listed) as object,
    time: Object.fromEntries(times.map(([version, { at }]) => [version, at])) as object,
  };
  const etag = `"${createHash('sha1').update(JSON.stringify(body)).digest('hex')}"`;
  return { status: 200, body, headers: { etag } };
}

/** The hash of a version's tarball, as the registry tells it. */
export function integrityOf(name: string, version: string, files = ''): string {
  return `sha512-${createHash('sha512').update(`${name} ${version} ${files}`).digest('base64')}`;
}

interface Signing {
  name: string;
  signed: (text: string) => string;
}

function manifest(version: string, facts: TestVersion, { name, signed }: Signing) {
  const { files, deprecated, signature = 'right' } = facts;
  const integrity = integrityOf(name, version, files);
  const text = signature === 'wrong' ? 'something else' : `${name}@${version}:${integrity}`;
  const entry = { keyid: signature === 'unknown-key' ? 'SHA256:other' : keyid, sig: signed(text) };
  return {
    name,
    version,
    ...(deprecated === undefined ? {} : { deprecated }),
    dist: { integrity, ...(signature === 'none' ? {} : { signatures: [entry] }) },
  };
}

function words({ method, url, headers }: Heard): string {
  return `${method} ${url}${headers['if-none-match'] === undefined ? '' : ' with ETag'}`;
}
