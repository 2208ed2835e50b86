import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { itNeeds } from '../../../core/test/support/needs.js';
import { detectTools } from '../../src/index.js';
import { goProgram, type GoProgram } from '../support/go-program.js';
import { hostWith, tool } from '../support/host.js';
import { tree } from '../support/tree.js';

const released = { package: 'example.com/x/mods', version: 'v1.7.0', checksum: 'h1:3+vSoA=' };

function detect(folder: string, content: Buffer, env: Record<string, string> = {}) {
  const root = tree();
  fs.mkdirSync(`${root}/${folder}`, { recursive: true });
  fs.writeFileSync(`${root}/${folder}/mods`, content, { mode: 0o755 });
  const home = hostWith([`${root}/${folder}`], {
    home: root,
    env: { ...env, PATH: `${root}/${folder}` },
  });
  const [found] = detectTools([tool('mods')], home);
  return { root, found };
}

describe('go owns', () => {
  it.each<GoProgram['format']>(['elf', 'mach-o', 'pe'])(
    'what go install put into its folder (%s)',
    (format) => {
      const { root, found } = detect('go/bin', goProgram({ ...released, format }));
      expect(found).toMatchObject({
        channel: 'go',
        package: 'example.com/x/mods',
        version: '1.7.0',
        evidence: `the build information in ${root}/go/bin/mods`,
      });
    },
  );

  it('not what was copied elsewhere, though package and version are proven', () => {
    const { found } = detect('bin', goProgram(released));
    expect(found).toMatchObject({ channel: 'unknown', version: '1.7.0' });
  });

  it('not what was built from a working copy, which has no version', () => {
    const { found } = detect(
      'go/bin',
      goProgram({ ...released, version: '(devel)', checksum: '' }),
    );
    expect(found).toMatchObject({
      channel: 'unknown',
      package: 'example.com/x/mods',
      version: null,
    });
  });

  it('nothing in a file that is cut off anywhere, or holds noise', () => {
    const whole = goProgram(released);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 64 }), (end, noise) => {
        const broken = Buffer.concat([whole.subarray(0, end), noise]);
        const { found } = detect('go/bin', broken);
        expect(found?.installed).toBe(true);
        expect([null, '1.7.0', '1.7', '1.']).toContain(found?.version ?? null);
      }),
      { numRuns: 100 },
    );
  });

  itNeeds(['age'], 'a copy of a program of Debian, which names its package and no version', () => {
    const { found } = detect('go/bin', fs.readFileSync('/usr/bin/age'));
    expect(found).toMatchObject({
      channel: 'unknown',
      package: 'filippo.io/age/cmd/age',
      version: null,
    });
  });
});
