import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

/** Programs, by the name of their file in `.bin`. */
const packages = {
  dotenv: ['dotenv-cli', '11.0.0'],
  dotenvx: ['@dotenvx/dotenvx', '2.38.2'],
  varlock: ['varlock', '1.20.0'],
};

/**
 * The programs from npm that AIM is compared with, installed when they are not there yet.
 *
 * @returns by short name: `name` with version, and `bin`, the path of the program
 */
export function peers() {
  const cache = installed('peers', Object.values(packages));
  return Object.fromEntries(
    Object.entries(packages).map(([program, [name, version]]) => [
      program,
      { name: `${name} ${version}`, bin: join(cache, 'node_modules/.bin', program) },
    ]),
  );
}

/** The folder below `.aim/bench` with these packages `[name, version]`, installed when they are not. */
export function installed(folder, wanted) {
  const cache = join(root, '.aim/bench', folder);
  const isThere = wanted.every(([name, version]) => isInstalled(cache, name, version));
  if (!isThere) install(cache, wanted);
  return cache;
}

/** Libraries of circuit breakers; the newest for Node 20. */
const libraries = { cockatiel: '3.2.1', opossum: '9.0.0' };

/** @returns by name: `name` with version, and `folder`, from which it can be imported */
export function breakerPeers() {
  const wanted = Object.entries(libraries);
  const cache = installed('breakers', wanted);
  return Object.fromEntries(
    wanted.map(([name, version]) => [
      name,
      { name: `${name} ${version}`, folder: join(cache, 'node_modules', name) },
    ]),
  );
}

/** A folder with these values as dotenv-cli, dotenvx and varlock want them. */
export function peerProject(folder, values) {
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(values);
  const lines = names.map((name) => `${name}=${values[name]}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  const schema = names.map((name) => `# @sensitive\n${name}=\n`);
  writeFileSync(join(folder, '.env.schema'), `# @defaultSensitive=true\n# ---\n${schema.join('')}`);
  return folder;
}

function install(cache, packages) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
  const wanted = packages.map(([name, version]) => `${name}@${version}`);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', [...args, ...wanted], {
    cwd: cache,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`npm install of ${wanted.join(' and ')} failed`);
}

function isInstalled(cache, name, version) {
  const file = join(cache, 'node_modules', name, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
}
