import { aimPaths } from '@aim/core';
import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { applyRepair, checkHealth, repairText, type Repair } from '../../src/index.js';
import { healthInput, type HealthChanges } from '../support/health-input.js';
import { hostWith } from '../support/host.js';
import { program, tree, type Entry } from '../support/tree.js';

async function run(id: string, changes: HealthChanges) {
  const { checks } = await checkHealth(healthInput(changes), { only: [id] });
  return checks;
}

/** A home of AIM as it makes it: nobody else gets in. */
function aimHome(files: Record<string, Entry>) {
  const root = tree(Object.fromEntries(Object.entries(files).map(([k, v]) => [`aim/${k}`, v])));
  for (const path of [
    '.',
    ...fs.readdirSync(`${root}/aim`, { recursive: true, encoding: 'utf8' }),
  ]) {
    const place = `${root}/aim/${path}`;
    fs.chmodSync(place, fs.statSync(place).isDirectory() ? 0o700 : 0o600);
  }
  const env = { AIM_HOME: `${root}/aim` };
  const host = hostWith(['/usr/bin'], { env, ...(process.geteuid && { uid: process.geteuid() }) });
  return { root: `${root}/aim`, host, paths: aimPaths(host) };
}

const dead = { pid: spawnSync('true').pid, host: hostname(), startedAt: null };

describe('own_files', () => {
  it('is content with what AIM makes', async () => {
    const home = aimHome({ 'data/secrets/index.json': '{}', 'state/health.json': '{}' });
    expect(await run('own_files', home)).toMatchObject([{ status: 'ok' }]);
  });

  it('fails for a file that others can read, and mends it', async () => {
    const home = aimHome({ 'data/secrets/vault.aim': 'sealed' });
    const file = `${home.root}/data/secrets/vault.aim`;
    fs.chmodSync(file, 0o644);
    const [finding] = await run('own_files', home);
    expect(finding).toMatchObject({ status: 'fail', evidence: file, fix: `chmod go= ${file}` });
    expect(applyRepair(finding?.repair as Repair)).toBe(true);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(await run('own_files', home)).toMatchObject([{ status: 'ok' }]);
    expect(applyRepair(finding?.repair as Repair)).toBe(false);
  });

  it('leaves to a person what others could have changed', async () => {
    const home = aimHome({ 'data/secrets/vault.aim': 'sealed' });
    fs.chmodSync(`${home.root}/data/secrets/vault.aim`, 0o666);
    fs.chmodSync(home.root, 0o777);
    const found = await run('own_files', home);
    expect(found.map(({ status, evidence, repair }) => [status, evidence, repair])).toEqual([
      ['fail', `${home.root}/data/secrets/vault.aim`, null],
      ['fail', home.root, null],
    ]);
  });

  it('warns of the lock of a dead process only, and removes it', async () => {
    const alive = { ...dead, pid: process.pid };
    const home = aimHome({
      'data/secrets/index.json.lock': JSON.stringify(dead),
      'data/trust.json.lock': JSON.stringify(alive),
    });
    const found = await run('own_files', home);
    const lock = `${home.root}/data/secrets/index.json.lock`;
    expect(found).toMatchObject([{ status: 'warn', evidence: lock }]);
    const repair = found[0]?.repair as Repair;
    expect(repairText(repair)).toBe(`Remove the lock ${lock} of a process that is dead`);
    // Meanwhile somebody living took it.
    fs.writeFileSync(lock, JSON.stringify(alive));
    expect([applyRepair(repair), fs.existsSync(lock)]).toEqual([false, true]);
    fs.writeFileSync(lock, JSON.stringify(dead));
    expect([applyRepair(repair), fs.existsSync(lock)]).toEqual([true, false]);
  });

  it('follows no link when it mends', async () => {
    const root = tree({ target: 'public' });
    fs.chmodSync(`${root}/target`, 0o644);
    fs.symlinkSync('target', `${root}/link`);
    expect(() => applyRepair({ kind: 'chmod', path: `${root}/link`, mode: 0o700 })).toThrow();
    expect(fs.statSync(`${root}/target`).mode & 0o777).toBe(0o644);
  });
});

describe('audit_log', () => {
  it('says where it can be written, where it cannot, and that it is off', async () => {
    const root = tree({ file: '' });
    const at = async (file: string | undefined) =>
      (await run('audit_log', { auditFile: () => Promise.resolve(file) })).map(
        ({ status, evidence }) => [status, evidence],
      );
    expect(await at(`${root}/new/2026.jsonl`)).toEqual([['ok', `${root}/new/2026.jsonl`]]);
    expect(await at(`${root}/file/2026.jsonl`)).toEqual([['fail', `${root}/file`]]);
    expect(await at(undefined)).toEqual([['info', null]]);
  });
});

describe('path_order and permissions', () => {
  const root = tree({ 'a/x': program(), 'b/x': program(), 'c/x': program(), 'd/secret': '' });
  const host = hostWith([`${root}/a`, `${root}/b`], { home: root, env: { ROOT: root, SHELL: '' } });
  const order = async (pathOrder: string[]) =>
    (
      await run('path_order', { host, config: { environment: { healthChecks: { pathOrder } } } })
    ).map(({ status, message, fix }) => [status, message, fix]);

  it('holds PATH against the configured order', async () => {
    expect(await order([])).toMatchObject([['skipped', expect.anything(), null]]);
    expect(await order(['~/a', '$ROOT/b'])).toMatchObject([['ok', expect.anything(), null]]);
    expect(await order(['$ROOT/b', '~/a'])).toEqual([
      [
        'warn',
        '~/a comes before $ROOT/b on PATH, and should come after it',
        'export PATH="$ROOT"/b:"$PATH"',
      ],
    ]);
    expect(await order(['~/c'])).toEqual([
      ['fail', '~/c is not on PATH', 'export PATH=~/c:"$PATH"'],
    ]);
  });

  it('offers no command that a shell would read in another way', async () => {
    expect(await order(['$(touch evil)/bin', '~/a b;x', '`id`', '%X%/bin'])).toEqual([
      ['fail', '$(touch evil)/bin is not on PATH', null],
      ['fail', '~/a b;x is not on PATH', null],
      ['fail', '`id` is not on PATH', 'export PATH=\'`id`\':"$PATH"'],
      ['fail', '%X%/bin is not on PATH', null],
    ]);
  });

  it('fails for what allows more than is configured', async () => {
    const file = `${root}/d/secret`;
    const check = async (mode: number, most: string) => {
      fs.chmodSync(file, mode);
      const permissions = { '~/d/secret': most, '~/absent': '600' };
      const config = { environment: { healthChecks: { permissions } } };
      const [finding] = await run('permissions', { host, config });
      return [finding?.status, finding?.fix];
    };
    expect(await check(0o600, '600')).toEqual(['ok', null]);
    expect(await check(0o400, '0600')).toEqual(['ok', null]);
    expect(await check(0o644, '640')).toEqual(['fail', 'chmod 640 ~/d/secret']);
  });
});
