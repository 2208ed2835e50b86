import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tarball } from './tarball.js';

/** A package of the registry: what its program prints as its version, and what may go wrong. */
export interface FixturePackage {
  name: string;
  version: string;
  /** Of package.json, beside name, version and the program. */
  manifest?: Record<string, unknown>;
  /** The text of its program; one that prints the version unless told. */
  program?: string;
  fault?: Fault;
}

/**
 * `tampered`: another file than the one whose hash the registry names. `truncated`: the connection
 * ends in the middle. `drip`: a byte now and then. `busy`: 429 with Retry-After, once. `gone`: 404.
 */
export type Fault = 'tampered' | 'truncated' | 'drip' | 'busy' | 'gone';

export interface PackageRegistry {
  url: string;
  /** `METHOD PATH` of each request. */
  asked: string[];
  add: (...packages: FixturePackage[]) => void;
  integrity: (name: string, version: string) => string;
  close: () => Promise<void>;
}

/** A registry of npm on this machine, with real tarballs. */
export async function packageRegistry(...initial: FixturePackage[]): Promise<PackageRegistry> {
  const packages: FixturePackage[] = [];
  const asked: string[] = [];
  const busied = new Set<string>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(`${request.method} ${path}`);
    const wanted = packages.find((each) => path === tarballPath(each));
    if (wanted !== undefined) return sendTarball(wanted, response, busied);
    const versions = packages.filter(({ name }) => path === `/${name}`);
    if (versions.length === 0) return void response.writeHead(404).end('{}');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(packument(versions, `http://${request.headers.host}`)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const add = (...more: FixturePackage[]) => {
    for (const each of more) {
      const at = packages.findIndex(
        ({ name, version }) => name === each.name && version === each.version,
      );
      if (at >= 0) packages.splice(at, 1);
      packages.push(each);
    }
  };
  add(...initial);
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    add,
    integrity: (name, version) =>
      hashOf(packages.find((each) => each.name === name && each.version === version)),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function packument(versions: readonly FixturePackage[], origin: string) {
  const [{ name }] = versions as [FixturePackage];
  const entries = versions.map((each) => [
    each.version,
    {
      ...manifestOf(each),
      dist: { tarball: `${origin}${tarballPath(each)}`, integrity: hashOf(each) },
    },
  ]);
  return {
    name,
    'dist-tags': { latest: versions.at(-1)?.version },
    versions: Object.fromEntries(entries) as Record<string, unknown>,
  };
}

function tarballPath({ name, version }: FixturePackage): string {
  return `/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}

function manifestOf({ name, version, manifest }: FixturePackage) {
  const binary = name.split('/').at(-1) as string;
  const hasScript = (manifest?.['scripts'] as object | undefined) !== undefined;
  return {
    name,
    version,
    bin: { [binary]: 'cli.js' },
    ...manifest,
    ...(hasScript && { hasInstallScript: true }),
  };
}

function tarballOf(each: FixturePackage): Buffer {
  const says = `console.log('${each.name.split('/').at(-1)} ${each.version}')`;
  return tarball({
    'package.json': JSON.stringify(manifestOf(each)),
    'cli.js': `#!/usr/bin/env node\n${each.program ?? says}\n`,
  });
}

function hashOf(each: FixturePackage | undefined): string {
  if (each === undefined) throw new Error('There is no such package');
  return `sha512-${createHash('sha512').update(tarballOf(each)).digest('base64')}`;
}

function sendTarball(each: FixturePackage, response: ServerResponse, busied: Set<string>): void {
  const key = tarballPath(each);
  const bytes =
    each.fault === 'tampered'
      ? tarballOf({ ...each, program: 'console.log("not what was published")' })
      : tarballOf(each);
  if (each.fault === 'gone') return void response.writeHead(404).end();
  if (each.fault === 'busy' && !busied.has(key)) {
    busied.add(key);
    return void response.writeHead(429, { 'retry-after': '1' }).end();
  }
  response.writeHead(200, { 'content-length': String(bytes.length) });
  if (each.fault === 'truncated') {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  } else if (each.fault === 'drip') {
    drip(bytes, response);
  } else {
    response.end(bytes);
  }
}

function drip(bytes: Buffer, response: ServerResponse): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at >= bytes.length || response.destroyed) {
      clearInterval(timer);
      response.end();
    } else {
      response.write(bytes.subarray(at, (at += 40)));
    }
  }, 20);
}
