import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface PythonIndex {
  /** For `PIP_INDEX_URL`. */
  url: string;
  close: () => Promise<void>;
}

/**
 * A simple index (PEP 503) on this machine with wheels that are made here: each has a program of its
 * name that prints its version. What pip needs of itself comes from Debian's wheels.
 */
export async function pythonIndex(
  folder: string,
  packages: readonly { name: string; version: string; requires?: string }[],
): Promise<PythonIndex> {
  mkdirSync(folder, { recursive: true });
  for (const each of packages) makeWheel(folder, each);
  const own = '/usr/share/python-wheels';
  const files = [
    ...readdirSync(folder).map((name) => ({ name, path: join(folder, name) })),
    ...readdirSync(own).map((name) => ({ name, path: join(own, name) })),
  ].filter(({ name }) => name.endsWith('.whl'));
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('/').filter(Boolean);
    const file = files.find(({ name }) => name === path[1]);
    if (path[0] === 'files' && file !== undefined) return response.end(readFileSync(file.path));
    const found = files.filter(({ name }) => projectOf(name) === path[1]);
    if (found.length === 0) return response.writeHead(404).end();
    const links = found.map(({ name }) => `<a href="/files/${name}">${name}</a>`);
    response.writeHead(200, { 'content-type': 'text/html' }).end(links.join('\n'));
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/simple/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function projectOf(wheel: string): string {
  return (wheel.split('-')[0] ?? '').toLowerCase().replaceAll('_', '-');
}

// A wheel is a zip, which the standard library of Python writes.
function makeWheel(
  folder: string,
  { name, version, requires }: { name: string; version: string; requires?: string },
): void {
  const info = `${name}-${version}.dist-info`;
  const needs = requires === undefined ? '' : `Requires-Dist: ${requires}\n`;
  const files = {
    [`${name}.py`]: `def main():\n    print("${name} ${version}")\n`,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needs}`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/entry_points.txt`]: `[console_scripts]\n${name} = ${name}:main\n`,
    [`${info}/RECORD`]: '',
  };
  const script = [
    'import json, sys, zipfile',
    'with zipfile.ZipFile(sys.argv[1], "w") as wheel:',
    '    for name, text in json.load(sys.stdin).items(): wheel.writestr(name, text)',
  ].join('\n');
  const wheel = join(folder, `${name}-${version}-py3-none-any.whl`);
  execFileSync('/usr/bin/python3', ['-c', script, wheel], { input: JSON.stringify(files) });
}
