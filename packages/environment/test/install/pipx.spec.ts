import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { earlierCopies, extrasOf, planRollback, readOperations } from '../../src/index.js';
import { itNeeds } from '../../../core/test/support/needs.js';
import { pythonIndex, type PythonIndex } from '../support/python-index.js';
import { installScene, planFor, present, targetOf } from '../support/install-scene.js';
import { tree } from '../support/tree.js';

// pip and its helpers start a dozen times.
jest.setTimeout(240_000);

let index: PythonIndex;
beforeAll(async () => {
  index = await pythonIndex(join(tree(), 'wheels'), [
    { name: 'talker', version: '1.0.0' },
    { name: 'talker', version: '2.0.0' },
    // Nobody has what it needs: pip finds that out when the old version is in its hands.
    { name: 'talker', version: '3.0.0', requires: 'nowhere' },
    { name: 'plugin', version: '1.0.0' },
  ]);
});
afterAll(() => index.close());

itNeeds(
  ['pipx'],
  'the real pipx: an update keeps the plugins, one that fails leaves all as it was',
  async () => {
    const env = { PIP_INDEX_URL: index.url, PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    const scene = installScene('http://127.0.0.1:9/', { env });
    const program = join(scene.root, 'home/.local/bin/talker');
    const says = () => execFileSync(program, { encoding: 'utf8' }).trim();
    const target = (version: string) => ({
      ...targetOf('pipx', 'talker', version),
      extras: ['plugin'],
    });
    const [installed] = await scene.apply(planFor(scene, target('1.0.0')));
    expect([installed?.status, installed?.error, says()]).toEqual(['done', null, 'talker 1.0.0']);
    const update = (version: string) =>
      planFor(scene, { target: target(version), present: present('pipx', 'talker', '1.0.0') });

    const [failed] = await scene.apply(update('3.0.0'));
    expect([failed?.status, failed?.after, says()]).toEqual(['restored', '1.0.0', 'talker 1.0.0']);

    const [updated] = await scene.apply(update('2.0.0'));
    expect([updated?.status, says()]).toEqual(['done', 'talker 2.0.0']);
    const venv = join(scene.root, 'home/.local/pipx/venvs/talker');
    expect(extrasOf('pipx', venv)).toEqual(['plugin']);

    const records = readOperations(join(scene.ports.folder, 'operations'));
    const back = planRollback(earlierCopies(records, 'talker'), new Map(), scene.ports.machine);
    const [restored] = await scene.apply(back, { kind: 'rollback' });
    expect([restored?.status, says()]).toEqual(['done', 'talker 1.0.0']);
    expect(extrasOf('pipx', venv)).toEqual(['plugin']);
    expect(readdirSync(join(scene.root, 'home/.local/pipx/venvs'))).toEqual(['talker']);
  },
);
