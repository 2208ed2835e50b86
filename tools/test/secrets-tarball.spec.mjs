import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { copyWorkspace } from './support/copy-workspace.mjs';

const copy = copyWorkspace();
/** A project of somebody else, who has the two tarballs and nothing else of AIM. */
const project = mkdtempSync(join(tmpdir(), 'aim-tarball-'));
afterAll(() => {
  for (const folder of [copy, project]) rmSync(folder, { recursive: true, force: true });
});

beforeAll(() => {
  const generate = 'await (await import("./tools/generate.mjs")).generate(process.cwd())';
  node(copy, ['--input-type=module', '-e', generate]);
  node(copy, ['node_modules/typescript/bin/tsc', '-b', 'packages/secrets/tsconfig.lib.json']);
  const tarballs = ['core', 'secrets'].map((name) => pack(join(copy, 'packages', name)));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'theirs', private: true }));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  npm(project, ['install', '--ignore-scripts', '--omit=optional', ...quiet, ...tarballs]);
});

function pack(folder) {
  const [{ filename }] = JSON.parse(npm(folder, ['pack', '--json', '--pack-destination', project]));
  return join(project, filename);
}

function npm(cwd, args) {
  // What an outer npm sets points to the workspace.
  const isOuter = (name) => /^npm_(?!config_(registry|cache|userconfig)$)/i.test(name);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOuter(name)));
  return run('npm', args, { cwd, env }).stdout;
}

function node(cwd, args) {
  const env = { PATH: '/usr/bin:/bin', HOME: project, AIM_HOME: join(project, 'aim') };
  return run(process.execPath, args, { cwd, env });
}

function run(program, args, options) {
  const answer = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (answer.status === 0) return answer;
  throw new Error(`${program} ${args.join(' ')}: ${answer.stdout}${answer.stderr}`);
}

describe('@aim/secrets, packed and installed with @aim/core alone', () => {
  it('brings no other package of AIM', () => {
    expect(readdirSync(join(project, 'node_modules/@aim')).sort()).toEqual(['core', 'secrets']);
  });

  it('runs the script of its README: stores, reads and injects', () => {
    const readme = readFileSync(join(root, 'packages/secrets/README.md'), 'utf8');
    const [, script] = /```ts\n([\s\S]+?)```/.exec(readme);
    writeFileSync(join(project, 'readme.mjs'), script);
    const { stdout, stderr } = node(project, ['readme.mjs']);
    expect(stdout).toBe('9\n');
    expect(stderr).toMatch(/^stored: file .*session bus.*\na key of 9 characters\n$/);
    expect(readdirSync(join(project, 'aim'), { recursive: true })).toContain(
      join('data', 'secrets', 'vault.aim'),
    );
  });

  it('hands out the conformance suite at an entry of its own', () => {
    const script = `
      import { storeConformance } from '@aim/secrets/conformance';
      import * as main from '@aim/secrets';
      const values = new Map();
      const answer = (name) =>
        values.has(name) ? { state: 'present', value: values.get(name) } : { state: 'absent' };
      const store = {
        get: async (names) => new Map(names.map((name) => [name, answer(name)])),
        set: async (name, value) => void values.set(name, value),
        delete: async (name) => values.delete(name),
      };
      for (const check of Object.values(storeConformance)) await check(store);
      console.log(Object.keys(storeConformance).length > 5, 'storeConformance' in main);`;
    const { stdout } = node(project, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('true false\n');
  });

  it('writes values as text at an entry of its own', () => {
    const script = `
      import { formatExport } from '@aim/secrets/export';
      process.stdout.write(formatExport('sh', [{ name: 'TOKEN', value: 'v' }]));`;
    const { stdout } = node(project, ['--input-type=module', '-e', script]);
    expect(stdout).toBe("export TOKEN='v'\n");
  });
});
