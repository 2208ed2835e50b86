import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockRegistry } from '../../../core/test/support/lock-registry.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const registries: { close: () => Promise<void> }[] = [];
afterAll(() => Promise.all(registries.map(({ close }) => close())));

/** A team's folder that pins codex, and a member who has another version of it. */
async function team() {
  const at = '2026-01-01T00:00:00.000Z';
  const registry = await lockRegistry({
    '@openai/codex': { versions: { '0.169.0': { at }, '0.169.1': { at } } },
  });
  registries.push(registry);
  const home = tempFolder();
  const name = '@openai/codex';
  const modules = join(home, 'npm/lib/node_modules', name);
  mkdirSync(modules, { recursive: true });
  mkdirSync(join(home, 'npm/bin'));
  writeFileSync(
    join(modules, 'package.json'),
    JSON.stringify({ name, version: '0.168.0', bin: { codex: 'cli.js' } }),
  );
  writeFileSync(join(modules, 'cli.js'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync(`../lib/node_modules/${name}/cli.js`, join(home, 'npm/bin/codex'));
  const cwd = tempFolder();
  const config = join(cwd, 'aim_config.json');
  writeFileSync(
    config,
    '{\n  "environment": { "versionPins": { "npm": { "@openai/codex": "^0.169.0" } } }\n}\n',
  );
  const env = {
    PATH: `${join(home, 'npm/bin')}:/usr/bin:/bin`,
    npm_config_prefix: join(home, 'npm'),
    npm_config_registry: registry.url,
  };
  return { call: { home, cwd, env }, config, lock: join(cwd, 'aim_lock.json'), registry };
}

describe('a team that locks its tools', () => {
  it('locks, sees who drifted and why, and is refused what was replaced or is out of step', async () => {
    const { call, config, lock, registry } = await team();
    const made = await aim(['lock'], call);
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('0.169.1 (^0.169.0)')]);
    const bytes = readFileSync(lock, 'utf8');

    const checked = await aimJson<{ tools: object[]; summary: object }>(['version', 'check'], call);
    expect([checked.exitCode, checked.data.summary]).toEqual([
      1,
      expect.objectContaining({ total: 1, drift: 1 }),
    ]);
    expect(checked.data.tools).toMatchObject([
      { tool: 'codex', manager: 'npm', expected: '0.169.1', actual: '0.168.0', status: 'drift' },
    ]);
    const why = await aim(['why', 'codex'], call);
    expect(why.stdout).toContain(`${config}:2:46 asks for ^0.169.0.`);

    writeFileSync(config, readFileSync(config, 'utf8').replace('^0.169.0', '0.169.0'));
    const frozen = await aim(['version', 'check', '--frozen'], call);
    expect([frozen.code, frozen.stdout]).toEqual([9, '']);
    expect(frozen.stderr).toContain('codex was locked for ^0.169.0, and is asked for as 0.169.0');

    registry.packages['@openai/codex']!.versions['0.169.1'] = { at: null, files: 'evil' };
    const anew = { ...call, env: { ...call.env, XDG_CACHE_HOME: tempFolder() } };
    const refused = await aim(['lock'], anew);
    expect([refused.code, refused.stderr]).toEqual([
      8,
      expect.stringContaining('are not those that were locked'),
    ]);
    expect(readFileSync(lock, 'utf8')).toBe(bytes);

    writeFileSync(lock, `<<<<<<< ours\n${bytes}`);
    const damaged = await aim(['lock'], call);
    expect([damaged.code, damaged.stderr]).toEqual([3, expect.stringContaining(`${lock}:1:1: `)]);
    expect(readFileSync(lock, 'utf8')).toBe(`<<<<<<< ours\n${bytes}`);
  });
});
