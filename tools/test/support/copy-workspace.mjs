import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { root } from '../../lib/root.mjs';

const unwanted = new Set(['node_modules', '.git', '.nx', '.aim', 'dist', 'out-tsc', 'test']);

/** A copy of the workspace's sources, with links of its own between the packages; not built. */
export function copyWorkspace() {
  const copy = mkdtempSync(join(tmpdir(), 'aim-copy-'));
  const filter = (path) =>
    !unwanted.has(basename(path)) && relative(root, path) !== join('packages', 'cli', 'bundle');
  cpSync(root, copy, { recursive: true, filter });
  linkDependencies(copy);
  return copy;
}

/** Everything as installed, but `@aim/*` leads to the copy. */
function linkDependencies(copy) {
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@aim'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@aim') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of readdirSync(join(copy, 'packages'))) {
    symlinkSync(join(copy, 'packages', name), join(modules, '@aim', name));
    // What the root holds in another version.
    const own = join(root, 'packages', name, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(copy, 'packages', name, 'node_modules'));
  }
}
