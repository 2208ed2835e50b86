import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// A registry of npm that knows one version of each of the names, in a thread of its own.
const folder = mkdtempSync(join(tmpdir(), 'aim-bench-registry-'));
const tarballs = new Map(workerData.names.map((name) => [name, tarballOf(name)]));
rmSync(folder, { recursive: true });

const server = createServer((request, response) => {
  const [, name, file] = /^\/([^/]+)(\/.*)?$/.exec(request.url) ?? [];
  const tarball = tarballs.get(name);
  if (tarball === undefined) return response.writeHead(404).end('{}');
  if (file !== undefined) return response.end(tarball);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `http://${request.headers.host}/${name}/-/file.tgz`, integrity };
  const version = { ...manifestOf(name), dist };
  response.end(
    JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }),
  );
});
server.listen(0, '127.0.0.1', () => {
  parentPort.postMessage(`http://127.0.0.1:${server.address().port}/`);
});

function manifestOf(name) {
  return { name, version: '1.0.0', bin: { [name]: 'cli.js' } };
}

function tarballOf(name) {
  const files = join(folder, name, 'package');
  mkdirSync(files, { recursive: true });
  writeFileSync(join(files, 'package.json'), JSON.stringify(manifestOf(name)));
  writeFileSync(join(files, 'cli.js'), '#!/usr/bin/env node\n');
  execFileSync('tar', ['-czf', `${files}.tgz`, '-C', join(folder, name), 'package']);
  return readFileSync(`${files}.tgz`);
}
