import { expect, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { earlierCopies, planRollback, readOperations } from '../../src/index.js';
import { itNeeds } from '../../../core/test/support/needs.js';
import { installScene, planFor, present, targetOf } from '../support/install-scene.js';
import { tree } from '../support/tree.js';

jest.setTimeout(120_000);

/** A repository with two versions of a package, and a root of its own for apt and dpkg. */
function debianRoot() {
  const root = tree();
  for (const folder of [
    'repository',
    'etc/apt/preferences.d',
    'etc/apt/apt.conf.d',
    'var/lib/dpkg/info',
    'var/lib/dpkg/updates',
    'var/lib/apt/lists/partial',
    'var/cache/apt/archives/partial',
    'var/log/apt',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const run = (file: string, args: string[], cwd = root) =>
    execFileSync(file, args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, APT_CONFIG: config },
    });
  const config = join(root, 'apt.conf');
  const architecture = run('dpkg', ['--print-architecture']).trim();
  const paragraphs = ['1.0', '2.0'].map((version) => {
    const build = join(root, `build-${version}`);
    mkdirSync(join(build, 'DEBIAN'), { recursive: true });
    const fields = [
      'Package: aim-fixture',
      `Version: ${version}`,
      `Architecture: ${architecture}`,
      'Maintainer: nobody <nobody@example.invalid>',
      'Description: a package of a test',
    ].join('\n');
    writeFileSync(join(build, 'DEBIAN/control'), `${fields}\n`);
    const name = `aim-fixture_${version}.deb`;
    run('dpkg-deb', ['--root-owner-group', '--build', build, join(root, 'repository', name)]);
    const [hash] = run('sha256sum', [join(root, 'repository', name)]).split(' ');
    const size = run('stat', ['-c', '%s', join(root, 'repository', name)]).trim();
    return `${fields}\nFilename: ./${name}\nSize: ${size}\nSHA256: ${hash}\n`;
  });
  writeFileSync(join(root, 'repository/Packages'), paragraphs.join('\n'));
  writeFileSync(
    join(root, 'etc/apt/sources.list'),
    `deb [trusted=yes] file:${root}/repository ./\n`,
  );
  writeFileSync(join(root, 'var/lib/dpkg/status'), '');
  writeFileSync(
    config,
    [
      `Dir "${root}/";`,
      `Dir::State::status "${root}/var/lib/dpkg/status";`,
      'Dir::Bin::dpkg "/usr/bin/dpkg";',
      'Dir::Bin::methods "/usr/lib/apt/methods";',
      `DPkg::Options { "--root=${root}"; "--force-not-root"; "--force-script-chrootless"; };`,
      'APT::Sandbox::User "root";',
    ].join('\n'),
  );
  run('apt-get', ['update', '-qq']);
  return { root, config };
}

itNeeds(
  ['apt-get', 'dpkg-deb'],
  'the real apt, in a root of its own: installs, updates and goes back to the version before',
  async () => {
    const { root, config } = debianRoot();
    const scene = installScene('http://127.0.0.1:9/', { env: { APT_CONFIG: config } });
    scene.ports.host = { ...scene.host, uid: 0 };
    scene.ports.machine = {
      platform: 'linux',
      managers: { apt: { program: '/usr/bin/apt-get', prefix: root } },
    };
    const target = (version: string) => targetOf('apt', 'aim-fixture', version);
    const [installed] = await scene.apply(planFor(scene, target('1.0')));
    expect([installed?.error, installed?.after]).toEqual([null, '1.0']);
    const here = { ...present('apt', 'aim-fixture', '1.0'), prefix: root };
    const [updated] = await scene.apply(planFor(scene, { target: target('2.0'), present: here }));
    expect([updated?.error, updated?.before, updated?.after]).toEqual([null, '1.0', '2.0']);
    const [absent] = await scene.apply(planFor(scene, { target: target('9.0'), present: here }));
    expect([absent?.status, absent?.after]).toEqual(['restored', '2.0']);
    const records = readOperations(join(scene.ports.folder, 'operations'));
    const back = planRollback(earlierCopies(records, undefined), new Map(), scene.ports.machine);
    const [restored] = await scene.apply(back, { kind: 'rollback' });
    expect([restored?.error, restored?.after]).toEqual([null, '1.0']);
  },
);
