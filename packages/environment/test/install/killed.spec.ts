import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOperations } from '../../src/index.js';
import { bundleDriver } from '../../../core/test/support/driver.js';
import { fakeScene, planFor, present, targetOf, type Scene } from '../support/install-scene.js';

/** Carries out a plan, and kills itself before the n-th change of a file. */
const driver = bundleDriver(
  `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { executePlan, lookAtManagers } from '../../src/index.js';
  import { runCaptured, systemHost } from '@aim/core';
  const { plan, folder, host: facts, at } = JSON.parse(process.argv[2]);
  let count = 0;
  // Between two of these, only journal and locks are written: whole or not at all.
  const isOurs = (path) => /[/](locks|operations)[/]/.test(path);
  for (const name of ['renameSync', 'symlinkSync', 'rmSync', 'cpSync']) {
    const real = fs[name];
    fs[name] = (...args) => {
      if (!isOurs(args[0]) && !isOurs(String(args[1])) && ++count === at) process.kill(process.pid, 'SIGKILL');
      return real(...args);
    };
  }
  syncBuiltinESMExports();
  const host = { ...systemHost(), ...facts };
  const never = new AbortController().signal;
  await executePlan(plan, { kind: 'update', sequential: false, inUse: 'refuse' }, {
    host, machine: lookAtManagers(host), folder, withheld: new Set(), tools: new Map(),
    hasTerminal: false, onEvent: () => undefined, signal: never, start: runCaptured,
  });
  `,
  import.meta.dirname,
);

function runKilled(scene: Scene, plan: unknown, at: number): boolean {
  const { env, home, cwd, tmp } = scene.host;
  const facts = { plan, folder: scene.ports.folder, host: { env, home, cwd, tmp }, at };
  const { signal } = spawnSync(process.execPath, [driver, JSON.stringify(facts)]);
  return signal === 'SIGKILL';
}

/** What the program would print: it is a script of one line. */
function versionAt(launcher: string): string {
  return /echo (.*)/.exec(readFileSync(launcher, 'utf8'))?.[1] ?? '';
}

/** Kills an update everywhere, and each time looks at the tool and does the update once more. */
async function killEverywhere(
  manager: 'npm' | 'pipx',
  look: (scene: Scene, launcher: string) => void,
): Promise<number> {
  const launcherOf = ({ root }: Scene) =>
    join(root, manager === 'npm' ? 'prefix/bin/alpha' : 'home/.local/bin/alpha');
  for (let at = 1; ; at++) {
    const scene = fakeScene([manager]);
    await scene.apply(planFor(scene, targetOf(manager, 'alpha', '1.0.0')));
    const update = planFor(scene, {
      target: targetOf(manager, 'alpha', '2.0.0'),
      present: present(manager, 'alpha', '1.0.0'),
    });
    const wasKilled = runKilled(scene, update, at);
    if (wasKilled) look(scene, launcherOf(scene));
    const [outcome] = await scene.apply(update, { kind: 'update' });
    expect([at, outcome?.status]).toEqual([at, expect.stringMatching(/^(done|present)$/)]);
    expect([at, versionAt(launcherOf(scene))]).toEqual([at, 'alpha 2.0.0']);
    const records = readOperations(join(scene.ports.folder, 'operations'));
    expect([at, records.filter(({ endedAt }) => endedAt === null)]).toEqual([at, []]);
    if (!wasKilled) return at;
  }
}

it('npm: a killed update leaves a version that runs, at every step, and the next one ends it', async () => {
  const steps = await killEverywhere('npm', (_scene, launcher) => {
    expect(versionAt(launcher)).toMatch(/^alpha [12]\.0\.0$/);
    const manifest = join(dirname(realpathSync(launcher)), 'package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    expect(versionAt(launcher)).toBe(`alpha ${version}`);
  });
  expect(steps).toBeGreaterThan(8);
}, 240_000);

it('pipx: a killed update is ended by the next one, from every step', async () => {
  const steps = await killEverywhere('pipx', (scene) => {
    expect(existsSync(join(scene.root, 'home/.local/bin'))).toBe(true);
    expect(readdirSync(join(scene.root, 'home/.local/pipx/venvs'))).toContain('alpha');
  });
  expect(steps).toBeGreaterThan(2);
}, 240_000);
