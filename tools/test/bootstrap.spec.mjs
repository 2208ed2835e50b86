import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markOf } from '../lib/folder-lock.mjs';
import { root as workspace } from '../lib/root.mjs';
import { runNode, tinyWorkspace, write } from './support/workspace.mjs';

const installModule = pathToFileURL(join(workspace, 'tools/lib/install.mjs')).href;

/** Calls `ensureInstalled` in a process of its own. */
function install(root, env) {
  const code = `import { ensureInstalled } from '${installModule}';
    await ensureInstalled(${JSON.stringify(root)});`;
  return runNode(root, code, env);
}

const hasDependency = (root) => existsSync(join(root, 'node_modules/is-number/package.json'));
const lockOf = (root) => join(root, '.aim/install.lock');

/** The id of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid;

describe('ensureInstalled', () => {
  it('installs what the lock names, without scripts, and then not again until it changes', async () => {
    const { root, npmCalls } = tinyWorkspace();
    const first = await install(root);
    expect([first.code, first.stdout, hasDependency(root)]).toEqual([0, '', true]);
    expect(first.stderr).toContain('aim: installing dependencies');
    expect(npmCalls()).toEqual([expect.stringMatching(/^ci .*--ignore-scripts/)]);

    expect(await install(root)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(npmCalls()).toHaveLength(1);

    appendFileSync(join(root, 'package-lock.json'), '\n');
    expect((await install(root)).code).toBe(0);
    expect(npmCalls()).toHaveLength(2);
  });

  it('installs once when two start at once', async () => {
    const { root, npmCalls } = tinyWorkspace();
    const both = await Promise.all([install(root), install(root)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect([npmCalls().length, existsSync(lockOf(root))]).toEqual([1, false]);
  });

  it.each([
    ['whose owner died', (lock) => write(lock, 'owner', `${deadPid()} 1`)],
    ['that never got an owner', (lock) => utimesSync(lock, new Date(0), new Date(0))],
    ['whose id was given to another process', (lock) => write(lock, 'owner', '1 1')],
    [
      'whose owner died in mid-word',
      (lock) => {
        write(lock, 'owner', '');
        utimesSync(lock, new Date(0), new Date(0));
      },
    ],
  ])('takes over a lock %s', async (_name, leave) => {
    const { root, npmCalls } = tinyWorkspace();
    mkdirSync(lockOf(root), { recursive: true });
    leave(lockOf(root));
    expect((await install(root)).code).toBe(0);
    expect([npmCalls().length, existsSync(lockOf(root))]).toEqual([1, false]);
  });

  it('waits for an owner that lives, and says so', async () => {
    const { root, npmCalls } = tinyWorkspace();
    write(lockOf(root), 'owner', markOf(process.pid));
    const waiting = install(root);
    await waiting.said('waiting for another start to finish');
    expect(npmCalls()).toEqual([]);
    rmSync(lockOf(root), { recursive: true });
    expect((await waiting).code).toBe(0);
    expect(npmCalls()).toHaveLength(1);
  });

  it('says what to do where there is no network, leaves no lock and tries again', async () => {
    const { root, npmCalls } = tinyWorkspace();
    const offline = await install(root, {
      npm_config_registry: 'http://127.0.0.1:1',
      npm_config_cache: mkdtempSync(join(tmpdir(), 'aim-npm-cache-')),
    });
    expect(offline.stderr).toContain('aim: The npm registry cannot be reached.\n     The first');
    expect([offline.code, existsSync(lockOf(root))]).toEqual([10, false]);
    expect((await install(root)).code).toBe(0);
    expect([npmCalls().length, hasDependency(root)]).toEqual([2, true]);
  });

  it('shows what npm said when it fails otherwise', async () => {
    const { root } = tinyWorkspace();
    write(root, 'package.json', '{"name":"tiny","dependencies":{"is-odd":"3.0.1"}}');
    const { code, stderr } = await install(root);
    expect([code, stderr]).toEqual([10, expect.stringMatching(/is-odd[^]*aim: npm ci failed\./)]);
    expect(stderr).toContain(`cd ${root} && npm ci`);
  });

  it('is the same below an outer npm that was given options', async () => {
    const { root } = tinyWorkspace();
    const outer = { npm_config_json: 'true', npm_config_dry_run: 'true', npm_command: 'start' };
    expect((await install(root, outer)).code).toBe(0);
    expect(hasDependency(root)).toBe(true);
  });
});

describe('requireNode', () => {
  it.each([
    ['18.0.0', 10],
    ['20.18.9', 10],
    ['20.19.0', 0],
    ['20.20.2', 0],
    ['21.0.0', 0],
    ['26.1.0', 0],
  ])('for Node %s ends with %i', async (version, expected) => {
    const code = `import { requireNode } from '${installModule}'; requireNode('${version}');`;
    const answer = await runNode(workspace, code);
    expect(answer.code).toBe(expected);
    expect(answer.stderr).toBe(
      expected === 0
        ? ''
        : `aim: AIM needs Node 20.19.0 or newer; this is ${version} (${process.execPath}).\n` +
            '     Install a newer Node from https://nodejs.org or with your version manager.\n',
    );
  });
});
