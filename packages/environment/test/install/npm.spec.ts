import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  packageRegistry,
  type PackageRegistry,
} from '../../../core/test/support/package-registry.js';
import { installScene, planFor, targetOf, type Scene } from '../support/install-scene.js';

let registry: PackageRegistry;
beforeAll(async () => {
  registry = await packageRegistry(
    { name: 'alpha', version: '1.0.0' },
    { name: 'alpha', version: '2.0.0' },
    { name: '@team/beta', version: '1.0.0' },
    { name: 'torn', version: '1.0.0', fault: 'truncated' },
    { name: 'forged', version: '1.0.0', fault: 'tampered' },
    { name: 'busy', version: '1.0.0', fault: 'busy' },
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
