import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { earlierCopies, planRollback, planUninstall, readOperations } from '../../src/index.js';
import {
  packageRegistry,
  type PackageRegistry,
} from '../../../core/test/support/package-registry.js';
import { installable, installScene, planFor, present, targetOf } from '../support/install-scene.js';
import { nodeManagers } from '../support/node-managers.js';

jest.setTimeout(240_000);

const scripts = { scripts: { postinstall: 'touch "$HOME/built"' } };
let registry: PackageRegistry;
beforeAll(async () => {
  registry = await packageRegistry(
    { name: 'alpha', version: '1.0.0', manifest: scripts },
    { name: 'alpha', version: '2.0.0', manifest: scripts },
    { name: 'alpha', version: '3.0.0', fault: 'tampered' },
  );
});
afterAll(() => registry.close());

const programs = { pnpm: 'home/pnpm', bun: 'home/.bun/bin' };

it.each(['pnpm', 'bun'] as const)(
  'the real %s: installs, updates, keeps the old version when the new one is forged, goes back',
  async (manager) => {
    const scene = installScene(registry.url, { path: [nodeManagers()] });
    const home = join(scene.root, 'home');
    const bin = join(scene.root, programs[manager]);
    const env = {
      ...scene.host.env,
      PNPM_HOME: join(home, 'pnpm'),
      BUN_CONFIG_REGISTRY: registry.url,
      PATH: [bin, scene.host.env['PATH']].join(delimiter),
    };
    scene.ports.host = { ...scene.host, env };
    const { machine } = scene.ports;
    const here = {
      ...machine.managers[manager],
      prefix: manager === 'pnpm' ? bin : join(home, '.bun'),
    };
    scene.ports.machine = {
      ...machine,
      managers: { [manager]: here as { program: string; prefix: string } },
    };
    const says = () => execFileSync(join(bin, 'alpha'), { encoding: 'utf8', env }).trim();
    const update = (from: string, to: string) =>
      planFor(scene, {
        target: targetOf(manager, 'alpha', to),
        present: present(manager, 'alpha', from),
      });

    const [installed] = await scene.apply(planFor(scene, targetOf(manager, 'alpha', '1.0.0')));
    expect([installed?.error, installed?.status, says()]).toEqual([null, 'done', 'alpha 1.0.0']);

    const [updated] = await scene.apply(update('1.0.0', '2.0.0'));
    expect([updated?.error, updated?.after, says()]).toEqual([null, '2.0.0', 'alpha 2.0.0']);

    const [forged] = await scene.apply(update('2.0.0', '3.0.0'));
    expect([forged?.status, forged?.after, says()]).toEqual(['restored', '2.0.0', 'alpha 2.0.0']);

    // No install script ran.
    expect(existsSync(join(home, 'built'))).toBe(false);

    const records = readOperations(join(scene.ports.folder, 'operations'));
    const back = planRollback(earlierCopies(records, 'alpha'), new Map(), scene.ports.machine);
    const [restored] = await scene.apply(back, { kind: 'rollback' });
    expect([restored?.error, restored?.after, says()]).toEqual([null, '1.0.0', 'alpha 1.0.0']);

    const copy = present(manager, 'alpha', '1.0.0');
    const removal = planUninstall([installable('alpha', { present: copy })], scene.ports.machine);
    const [removed] = await scene.apply(removal, { kind: 'uninstall' });
    expect([removed?.error, removed?.status]).toEqual([null, 'done']);
    expect(existsSync(join(bin, 'alpha'))).toBe(false);
  },
);
