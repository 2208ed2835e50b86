import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  lockRegistry,
  type LockRegistry,
  type TestPackages,
} from '../../../core/test/support/lock-registry.js';
import { user, userConfig, type Entry } from '../support/user.js';

export const old = '2026-11-01T00:00:00.000Z';
export const lockFile = 'aim/config/aim_lock.json';

export let registry: LockRegistry;

/** A tool as npm leaves it in the prefix `npm` of a home. */
export const npmTool = (binary: string, name: string, version: string): Record<string, Entry> => ({
  [`npm/lib/node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version,
    bin: { [binary]: 'cli.js' },
  }),
  [`npm/lib/node_modules/${name}/cli.js`]: { program: '' },
  [`npm/bin/${binary}`]: { link: `../lib/node_modules/${name}/cli.js` },
});

export const codexAndEslint = {
  environment: {
    versionPins: { npm: { '@openai/codex': '^0.169.0' } },
    npmGlobal: ['eslint'],
  },
};
export const packages = (): TestPackages => ({
  '@openai/codex': {
    versions: { '0.169.0': { at: old }, '0.169.1': { at: old }, '0.170.0': { at: old } },
  },
  eslint: { versions: { '9.39.0': { at: old }, '9.40.0': { at: '2026-11-21T09:00:00.000Z' } } },
});

export async function machine(config: object | string, files: Record<string, Entry> = {}) {
  registry = await lockRegistry(packages());
  const text = typeof config === 'string' ? config : `${JSON.stringify(config, null, 2)}\n`;
  const who = user({ ...files, [userConfig]: text }, { npm_config_registry: registry.url });
  const path = (name: string) => join(who.home, name);
  const env = {
    PATH: `${path('npm/bin')}:${who.host.env['PATH']}`,
    npm_config_prefix: path('npm'),
  };
  return {
    ...who,
    path,
    aimWith: who.aim,
    aim: (cwd = who.home) => who.aim({ env, cwd }),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    // What is kept for an hour: without it the registry is asked again.
    forget: () => rmSync(path('aim/cache'), { recursive: true, force: true }),
  };
}
