// Makes packages/cli/bundle, from which `aim` runs, when a source is newer than it.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';

/** Builds when needed; answers whether it did. */
export async function ensureBuilt(root) {
  if (isFresh(root)) return false;
  return withFolderLock(join(root, '.aim', 'build.lock'), async () => {
    if (isFresh(root)) return false;
    process.stderr.write('aim: building …\n');
    const { generate } = await import('../generate.mjs');
    const { bundle } = await import('../bundle/bundle.mjs');
    await generate(root);
    await bundle(root);
    return true;
  });
}

function isFresh(root) {
  const built = statSync(join(root, 'packages/cli/bundle/aim.js'), { throwIfNoEntry: false });
  return built !== undefined && sources(root).every((path) => newest(path) <= built.mtimeMs);
}

/** What the bundle is made of. */
function sources(root) {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return [
    ...packages.map((folder) => join(folder, 'src')),
    ...packages.map((folder) => join(folder, 'helper')),
    ...packages.map((folder) => join(folder, 'package.json')),
    join(root, 'tools/generate.mjs'),
    join(root, 'tools/lib/compile-schemas.mjs'),
    join(root, 'tools/bundle'),
    join(root, 'package-lock.json'),
  ];
}

/** The newest change below a path, in ms; a folder's own time tells of removed files. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const below = readdirSync(path)
    .filter((name) => name !== 'generated')
    .map((name) => newest(join(path, name)));
  return Math.max(stat.mtimeMs, ...below);
}
