import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../lib/root.mjs';
import { report } from './report.mjs';

const node = process.execPath;
const aim = join(root, 'packages/cli/bundle/aim.js');
const names = Array.from({ length: 10 }, (_, index) => `bench-tool-${index}`);
const rounds = 3;

/** Ten packages from a registry on this machine: `aim install`, one by one, and `npm install -g`. */
export async function benchInstall() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  // Measuring waits for each program without letting this thread answer.
  const registry = new Worker(new URL('./install-registry.mjs', import.meta.url), {
    workerData: { names },
  });
  const [url] = await once(registry, 'message');
  const clear = `rm -rf "$npm_config_prefix" && mkdir -p "$npm_config_prefix/bin" && exec "$@"`;
  const command = (name, ...words) => {
    const home = join(folder, name);
    mkdirSync(home);
    const env = {
      PATH: `${dirname(node)}:/usr/bin:/bin`,
      HOME: home,
      npm_config_prefix: join(home, 'prefix'),
      npm_config_registry: url,
    };
    return { argv: ['/bin/sh', '-c', clear, 'sh', ...words], env };
  };
  const install = [node, aim, 'install', '--manager', 'npm', '--yes', '--quiet', ...names];
  const npm = ['npm', 'install', '--global', '--ignore-scripts', '--no-audit', '--no-fund'];
  console.log(`Node ${process.versions.node}, ${process.platform}; medians of ${rounds} rounds`);
  report(
    'ten packages of npm',
    [
      { name: 'aim install --sequential', ...command('one', ...install, '--sequential') },
      { name: 'aim install', ...command('batch', ...install), goal: 0.6 },
      { name: 'npm install -g, all ten', ...command('npm', ...npm, ...names) },
    ],
    rounds,
  );
  await registry.terminate();
  rmSync(folder, { recursive: true });
}
