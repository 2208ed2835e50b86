import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  packageRegistry,
  type PackageRegistry,
} from '../../../core/test/support/package-registry.js';
import { installScene, planFor, present, targetOf, type Scene } from '../support/install-scene.js';

const scripts = { scripts: { postinstall: 'touch "$HOME/built"' } };

let registry: PackageRegistry;
beforeAll(async () => {
  registry = await packageRegistry(
    { name: 'alpha', version: '1.0.0' },
    { name: 'alpha', version: '2.0.0' },
    { name: '@team/beta', version: '1.0.0' },
    { name: 'torn', version: '1.0.0', fault: 'truncated' },
    { name: 'forged', version: '1.0.0', fault: 'tampered' },
    { name: 'busy', version: '1.0.0', fault: 'busy' },
    { name: 'builder', version: '1.0.0', manifest: scripts },
    { name: 'slow', version: '1.0.0', fault: 'drip' },
  );
});
afterAll(() => registry.close());

function says({ root }: Scene, program: string): string {
  return execFileSync(join(root, 'prefix/bin', program), { encoding: 'utf8' }).trim();
}

it('installs several packages by one call of npm', async () => {
  const scene = installScene(registry.url);
  const plan = planFor(scene, targetOf('npm', 'alpha', '1.0.0'), targetOf('npm', '@team/beta'));
  const outcomes = await scene.apply(plan);
  expect(outcomes.map(({ tool, status, after }) => [tool, status, after])).toEqual([
    ['alpha', 'done', '1.0.0'],
    ['@team/beta', 'done', '1.0.0'],
  ]);
  expect(scene.started).toHaveLength(1);
  expect([says(scene, 'alpha'), says(scene, 'beta')]).toEqual(['alpha 1.0.0', 'beta 1.0.0']);
  expect(readdirSync(join(scene.root, 'prefix/lib/node_modules/.aim/work'))).toEqual([]);
}, 60_000);

it('keeps what can be had when one of a batch cannot, and tells which', async () => {
  const scene = installScene(registry.url);
  const wanted = ['alpha', 'torn', 'forged', 'busy', 'slow'].map((name) => targetOf('npm', name));
  const outcomes = await scene.apply(planFor(scene, ...wanted));
  expect(outcomes.map(({ tool, status }) => [tool, status])).toEqual([
    ['alpha', 'done'],
    ['torn', 'failed'],
    ['forged', 'failed'],
    ['busy', 'done'],
    ['slow', 'done'],
  ]);
  expect(outcomes[2]?.error?.message).toContain('EINTEGRITY');
  expect(existsSync(join(scene.root, 'prefix/bin/forged'))).toBe(false);
}, 120_000);

it('runs the install script of a package that is allowed one, and of no other', async () => {
  const scene = installScene(registry.url);
  const built = join(scene.root, 'home/built');
  const plan = planFor(scene, targetOf('npm', 'builder'));
  await scene.apply(plan);
  expect([says(scene, 'builder'), existsSync(built)]).toEqual(['builder 1.0.0', false]);
  const again = plan.steps.map((step) => ({
    ...step,
    action: 'reinstall' as const,
    scripts: ['builder'],
  }));
  const [outcome] = await scene.apply({ ...plan, steps: again });
  expect([outcome?.error, existsSync(built)]).toEqual([null, true]);
}, 120_000);

it('installs only the file that was locked, and leaves the old version otherwise', async () => {
  const scene = installScene(registry.url);
  const locked = (version: string, hash: string) => ({
    ...targetOf('npm', 'alpha', version),
    integrity: { kind: 'npm' as const, hashes: [hash] },
  });
  const good = locked('1.0.0', registry.integrity('alpha', '1.0.0'));
  const [first] = await scene.apply(planFor(scene, good));
  expect([first?.error, says(scene, 'alpha')]).toEqual([null, 'alpha 1.0.0']);
  const bad = locked('2.0.0', registry.integrity('alpha', '1.0.0'));
  const update = planFor(scene, { target: bad, present: present('npm', 'alpha', '1.0.0') });
  const [refused] = await scene.apply(update, { kind: 'update' });
  expect([refused?.status, refused?.error?.code]).toEqual(['restored', 'install.integrity']);
  expect(says(scene, 'alpha')).toBe('alpha 1.0.0');
}, 120_000);
