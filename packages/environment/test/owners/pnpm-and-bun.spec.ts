import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

const manifest = '{"name":"semver","version":"7.8.6","bin":{"semver":"bin/semver.js"}}';

/** What pnpm 10 writes into its global bin folder. */
const pnpmLauncher = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")

case \`uname\` in
    *CYGWIN*|*MINGW*|*MSYS*)
        if command -v cygpath > /dev/null 2>&1; then
            basedir=\`cygpath -w "$basedir"\`
        fi
    ;;
esac

if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/global/5/.pnpm/semver@7.8.6/node_modules/semver/bin/semver.js" "$@"
else
  exec node  "$basedir/global/5/.pnpm/semver@7.8.6/node_modules/semver/bin/semver.js" "$@"
fi
`;

describe('pnpm owns', () => {
  const store = 'pnpm/global/5/.pnpm/semver@7.8.6/node_modules/semver';
  const files = { [`${store}/package.json`]: manifest, [`${store}/bin/semver.js`]: program() };

  it('a launcher that starts a file of its store', () => {
    const root = tree({ ...files, 'pnpm/semver': program(pnpmLauncher) });
    const [semver] = detectTools([tool('semver')], hostWith([`${root}/pnpm`]));
    expect(semver).toMatchObject({
      channel: 'pnpm',
      package: 'semver',
      version: '7.8.6',
      evidence: `${root}/${store}/package.json`,
    });
    expect(semver?.copies[0]?.realPath).toBe(`${root}/pnpm/semver`);
  });

  it('a link into its store', () => {
    const root = tree({ ...files, 'bin/semver': link(`/${store}/bin/semver.js`) });
    const [semver] = detectTools([tool('semver')], hostWith([`${root}/bin`]));
    expect(semver).toMatchObject({ channel: 'pnpm', version: '7.8.6' });
  });

  it('nothing by a launcher whose target is gone', () => {
    const root = tree({ 'pnpm/semver': program(pnpmLauncher) });
    const [semver] = detectTools([tool('semver')], hostWith([`${root}/pnpm`]));
    expect(semver).toMatchObject({ installed: true, channel: 'unknown', version: null });
  });
});

describe('bun owns', () => {
  const files = {
    '.bun/install/global/node_modules/semver/package.json': manifest,
    '.bun/install/global/node_modules/semver/bin/semver.js': program(),
    '.bun/bin/semver': link('../install/global/node_modules/semver/bin/semver.js'),
  };

  it('a link into its global folder, which its lock marks', () => {
    const root = tree({ ...files, '.bun/install/global/bun.lock': '{}' });
    const [semver] = detectTools([tool('semver')], hostWith([`${root}/.bun/bin`]));
    expect(semver).toMatchObject({ channel: 'bun', package: 'semver', version: '7.8.6' });
  });

  it('nothing where only the folder’s name speaks for it', () => {
    const root = tree(files);
    const [semver] = detectTools([tool('semver')], hostWith([`${root}/.bun/bin`]));
    expect(semver).toMatchObject({ channel: 'unknown', version: '7.8.6' });
  });
});
