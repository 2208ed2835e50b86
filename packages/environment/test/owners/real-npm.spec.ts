import { systemHost } from '@aim/core';
import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { detectTools } from '../../src/index.js';
import { tree } from '../support/tree.js';

it('owns and versions what the real npm installed, globally and in a project', () => {
  const root = tree({ 'project/package.json': '{}' });
  const npm = (...args: string[]) =>
    execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: `${root}/project`,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
  npm('install', '--global', '--prefix', `${root}/prefix`, 'semver@7.7.3');
  npm('install', 'semver@7.7.2');
  const folders = [`${root}/prefix/bin`, `${root}/project/node_modules/.bin`];
  const [semver] = detectTools(
    [
      {
        id: 'semver',
        name: 'semver',
        binaries: ['semver'],
        packages: [{ manager: 'npm', name: 'semver' }],
      },
    ],
    { ...systemHost(), env: { PATH: folders.join(':') } },
  );
  expect(
    semver?.copies.map(({ path, channel, package: name, version }) => [
      path,
      channel,
      name,
      version,
    ]),
  ).toEqual([
    [join(folders[0] as string, 'semver'), 'npm', 'semver', '7.7.3'],
    [join(folders[1] as string, 'semver'), 'npm', 'semver', '7.7.2'],
  ]);
}, 60_000);
