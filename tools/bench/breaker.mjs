import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/root.mjs';
import { bundleProgram } from './bundle-program.mjs';
import { program } from './breaker-program.mjs';
import { breakerPeers } from './peers.mjs';

/** Plans and attempts with circuit breakers, and what ten short processes do to a tool that is down. */
export async function benchBreakers() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const file = join(folder, 'bench.mjs');
  await bundleProgram(program, file);
  // It is not bundled; at the top of the workspace lies an older one.
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(execaFolder(), join(folder, 'node_modules/execa'));
  const peers = breakerPeers();
  const urls = Object.fromEntries(
    Object.entries(peers).map(([name, { folder: place }]) => [
      name,
      pathToFileURL(createRequire(join(place, 'package.json')).resolve(name)).href,
    ]),
  );
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [file, JSON.stringify(urls), folder, ...args],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`The bench of ${args} ended with ${status}: ${stderr}`);
    return stdout;
  };
  console.log(`Node ${process.versions.node}, ${process.platform}; µs for one call`);
  for (const tools of [5, 20, 100, 1000]) print(JSON.parse(run('plan', String(tools))));
  print(JSON.parse(run('attempt')));
  print(JSON.parse(run('dispatch')));
  console.log('\ncalls to a tool that is down, by ten processes with one job each');
  for (const system of ['aim', 'cockatiel', 'opossum']) {
    for (let job = 0; job < 10; job++) run('job', system);
    const log = join(folder, `${system}.log`);
    const calls = existsSync(log) ? readFileSync(log, 'utf8').length : 0;
    console.log(`  ${(peers[system]?.name ?? system).padEnd(52)}${String(calls).padStart(5)}`);
  }
  rmSync(folder, { recursive: true });
}

/** Where the execa of `@aim/core` lies. */
function execaFolder() {
  const { resolve } = createRequire(join(root, 'packages/core/package.json'));
  const places = resolve.paths('execa').map((folder) => join(folder, 'execa'));
  return places.find((place) => existsSync(place));
}

function print({ title, rows }) {
  console.log(`\n${title}`);
  console.log(
    `  ${''.padEnd(52)}${'p50'.padStart(10)}${'p99'.padStart(10)}${'mean CPU'.padStart(10)}`,
  );
  for (const { name, p50, p99, cpu, goal } of rows) {
    const wish = goal === undefined ? '' : `  goal ${goal}`;
    const figures = [p50, p99, cpu].map((us) => us.toFixed(1).padStart(10)).join('');
    console.log(`  ${name.padEnd(52)}${figures}${wish}`);
  }
}
