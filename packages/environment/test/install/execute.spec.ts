import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  earlierCopies,
  planRollback,
  readOperations,
  type InstallOutcome,
} from '../../src/index.js';
import { fakeScene, planFor, present, targetOf, type Scene } from '../support/install-scene.js';

const told = (outcomes: readonly InstallOutcome[]) =>
  outcomes.map(({ tool, status, before, after }) => [tool, status, before, after]);

const run = (program: string) => spawnSync(program, { encoding: 'utf8' }).stdout.trim();

const bins = {
  npm: 'prefix/bin',
  pipx: 'home/.local/bin',
  uv: 'home/.local/bin',
  cargo: 'home/.cargo/bin',
} as const;
const fails = { npm: 'fail', pipx: 'half', uv: 'half', cargo: 'half' } as const;
const kinds = Object.keys(bins) as (keyof typeof bins)[];

function update(scene: Scene, manager: keyof typeof bins, to = '2.0.0') {
  const here = present(manager, 'alpha', '1.0.0');
  return planFor(scene, { target: targetOf(manager, 'alpha', to), present: here });
}

describe.each(kinds)('%s', (manager) => {
  const scene = () => fakeScene([manager], { CARGO_HOME: '' });

  it('updates, and brings the version before back', async () => {
    const machine = scene();
    const program = join(machine.root, bins[manager], 'alpha');
    await machine.apply(planFor(machine, targetOf(manager, 'alpha', '1.0.0')));
    expect(told(await machine.apply(update(machine, manager)))).toEqual([
      ['alpha', 'done', '1.0.0', '2.0.0'],
    ]);
    expect(run(program)).toBe('alpha 2.0.0');
    const records = readOperations(join(machine.ports.folder, 'operations'));
    const plan = planRollback(earlierCopies(records, 'alpha'), new Map(), machine.ports.machine);
    expect(told(await machine.apply(plan, { kind: 'rollback' }))).toEqual([
      ['alpha', 'done', '2.0.0', '1.0.0'],
    ]);
    expect(run(program)).toBe('alpha 1.0.0');
  }, 60_000);

  it('an update that fails leaves the version before', async () => {
    const machine = scene();
    await machine.apply(planFor(machine, targetOf(manager, 'alpha', '1.0.0')));
    machine.play({ faults: { 'alpha@2.0.0': fails[manager] } });
    const [outcome] = await machine.apply(update(machine, manager));
    expect(told([outcome as InstallOutcome])).toEqual([['alpha', 'restored', '1.0.0', '1.0.0']]);
    expect(outcome?.error?.code).toBe('install.failed');
    expect(run(join(machine.root, bins[manager], 'alpha'))).toBe('alpha 1.0.0');
  }, 60_000);

  it('does not believe a manager that says it is done', async () => {
    const machine = scene();
    machine.play({ faults: { alpha: 'lies' } });
    const [outcome] = await machine.apply(planFor(machine, targetOf(manager, 'alpha', '1.0.0')));
    expect(outcome?.status).toBe('failed');
    expect(outcome?.error?.message).toContain('nothing of it is there');
  }, 60_000);
});

it('tells what a manager said, without colours, in whatever language', async () => {
  const scene = fakeScene(['npm']);
  scene.play({ faults: { alpha: 'localised', beta: 'enotempty' } });
  const outcomes = await scene.apply(
    planFor(scene, targetOf('npm', 'alpha'), targetOf('npm', 'beta'), targetOf('npm', 'gamma')),
  );
  expect(outcomes.map(({ status, error }) => [status, error?.message ?? null])).toEqual([
    ['failed', 'npm install ended with 1: Fehler: alpha kann nicht installiert werden'],
    [
      'failed',
      'npm install ended with 1: npm error code ENOTEMPTY · npm error syscall rename beta',
    ],
    ['done', null],
  ]);
}, 60_000);

it('gives a question no answer', async () => {
  const scene = fakeScene(['pipx']);
  scene.play({ prompt: true });
  const [outcome] = await scene.apply(planFor(scene, targetOf('pipx', 'alpha')));
  expect(outcome?.error?.message).toBe('pipx install ended with 1: nobody answered');
}, 60_000);

it('hands no AI key and nothing of AIM to a manager', async () => {
  const env = { OPENAI_API_KEY: 'sk-1', AIM_HOME: '/aim', NPM_TOKEN: 'kept' };
  const scene = fakeScene(['npm'], env);
  scene.ports.withheld = new Set(['OPENAI_API_KEY']);
  await scene.apply(planFor(scene, targetOf('npm', 'alpha')));
  const [call] = scene.calls();
  expect(Object.keys(call?.env ?? {})).toEqual(expect.arrayContaining(['NPM_TOKEN', 'HOME']));
  expect(Object.keys(call?.env ?? {})).not.toEqual(expect.arrayContaining(['OPENAI_API_KEY']));
  expect(Object.keys(call?.env ?? {}).filter((name) => name.startsWith('AIM_'))).toEqual([]);
}, 60_000);

it('ends a manager that hangs when it is stopped, and begins nothing more', async () => {
  const scene = fakeScene(['npm', 'pipx']);
  scene.play({ hang: true });
  const stop = new AbortController();
  scene.ports.signal = stop.signal;
  const plan = planFor(scene, targetOf('npm', 'alpha'), targetOf('pipx', 'beta'));
  const applied = scene.apply(plan, { sequential: true });
  while (scene.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 25));
  stop.abort();
  const outcomes = await applied;
  expect(outcomes.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
    ['failed', 'invoke.cancelled'],
    ['skipped', null],
  ]);
}, 60_000);

it('does not touch a tool that is running, unless that is said', async () => {
  const scene = fakeScene(['npm']);
  await scene.apply(planFor(scene, targetOf('npm', 'alpha', '1.0.0')));
  const script = join(scene.root, 'prefix/lib/node_modules/alpha/cli.sh');
  writeFileSync(script, '#!/bin/sh\nread line\n');
  const session = spawn(script, { stdio: ['pipe', 'ignore', 'ignore'] });
  const [refused] = await scene.apply(update(scene, 'npm'));
  expect([refused?.status, refused?.error?.code]).toEqual(['failed', 'install.in_use']);
  expect(refused?.error?.details?.['pids']).toEqual([session.pid]);
  expect(readFileSync(script, 'utf8')).toContain('read line');
  const waiting = scene.apply(update(scene, 'npm'), { inUse: 'wait' });
  session.stdin.end();
  expect(told(await waiting)).toEqual([['alpha', 'done', '1.0.0', '2.0.0']]);
}, 60_000);

it('four at once do one installation', async () => {
  const scene = fakeScene(['npm']);
  scene.play({ delayMs: 100 });
  const plan = planFor(scene, targetOf('npm', 'alpha', '1.0.0'));
  const all = await Promise.all(Array.from({ length: 4 }, () => scene.apply(plan)));
  const statuses = all.flat().map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(['done', 'present', 'present', 'present']);
  expect(scene.calls()).toHaveLength(1);
}, 60_000);

it('replaces no program of somebody else', async () => {
  const scene = fakeScene(['npm']);
  writeFileSync(join(scene.root, 'prefix/bin/alpha'), 'mine');
  const [outcome] = await scene.apply(planFor(scene, targetOf('npm', 'alpha')));
  expect(outcome?.error?.message).toContain('belongs to something else');
  expect(readFileSync(join(scene.root, 'prefix/bin/alpha'), 'utf8')).toBe('mine');
  expect(existsSync(join(scene.root, 'prefix/lib/node_modules/alpha'))).toBe(false);
}, 60_000);

describe('a tool that does not work after its update', () => {
  // It understands only what version 1 says.
  const contract = { version: { args: [], pattern: '^alpha (1.*)$' }, help: null };

  it.each(['npm', 'pipx', 'cargo'] as const)(
    '%s: is taken back',
    async (manager) => {
      const scene = fakeScene([manager], { CARGO_HOME: '' });
      await scene.apply(planFor(scene, targetOf(manager, 'alpha', '1.0.0')));
      const detectable = { id: 'alpha', name: 'alpha', binaries: ['alpha'] };
      const path = `${join(scene.root, bins[manager])}:${scene.host.env['PATH']}`;
      scene.ports.host = { ...scene.host, env: { ...scene.host.env, PATH: path } };
      scene.ports.tools = new Map([['alpha', { detectable, contract }]]);
      const [outcome] = await scene.apply(update(scene, manager));
      expect([outcome?.status, outcome?.error?.code]).toEqual(['restored', 'install.broken']);
      expect(run(join(scene.root, bins[manager], 'alpha'))).toBe('alpha 1.0.0');
    },
    60_000,
  );
});
