import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { copyWorkspace } from './support/copy-workspace.mjs';
import { runNode } from './support/workspace.mjs';

let copy;
beforeAll(() => {
  copy = copyWorkspace();
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Calls `ensureBuilt` of the copy in a process of its own: true when it built. */
async function build() {
  const module = pathToFileURL(join(copy, 'tools/lib/build.mjs')).href;
  const code = `import { ensureBuilt } from '${module}';
    process.stdout.write(String(await ensureBuilt(${JSON.stringify(copy)})));`;
  const answer = await runNode(copy, code);
  if (answer.code !== 0) throw new Error(answer.stderr);
  return answer.stdout === 'true';
}

const aim = () => join(copy, 'packages/cli/bundle/aim.js');

/** Gives a file of the copy a time: just after that of the build, or long before. */
function date(path, when) {
  const time = when === 'newer' ? new Date(statSync(aim()).mtimeMs + 1000) : new Date(0);
  utimesSync(join(copy, path), time, time);
}

describe('ensureBuilt', () => {
  it('makes what a fresh clone lacks, once when two start at once, and then nothing', async () => {
    const generated = join(copy, 'packages/core/src/generated');
    rmSync(generated, { recursive: true, force: true });
    const both = await Promise.all([build(), build()]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(existsSync(join(generated, 'config-validator.ts'))).toBe(true);
    expect(await build()).toBe(false);

    const env = { PATH: '/usr/bin:/bin', HOME: copy };
    const answer = spawnSync(process.execPath, [aim(), 'status'], { encoding: 'utf8', env });
    expect([answer.status, answer.stderr]).toEqual([0, '']);
    expect(answer.stdout).toContain('Tools');
  });

  it('keeps what only a job asks of the catalogue out of the files of run and status', () => {
    const [run, status] = ['run', 'status'].map((name) =>
      readFileSync(join(copy, `packages/cli/bundle/quick-${name}.js`), 'utf8'),
    );
    const parts = readdirSync(join(copy, 'packages/cli/bundle'))
      .filter((name) => name.startsWith('part-'))
      .map((name) => readFileSync(join(copy, 'packages/cli/bundle', name), 'utf8'));
    // A program's name, and an option that AIM gives to programs.
    for (const text of [run, status]) {
      expect([text.includes('cursor-agent'), text.includes('--approval-mode')]).toEqual([
        true,
        false,
      ]);
    }
    expect(parts.some((text) => text.includes('--approval-mode'))).toBe(true);
  });

  it.each([
    'packages/core/src/catalogue/tools/claude.json',
    'packages/cli/package.json',
    'packages/secrets/helper/keychain-helper.mjs',
    'tools/bundle/entry.js',
    'package-lock.json',
  ])('builds again when %s is newer than the bundle', async (path) => {
    date(path, 'newer');
    expect(await build()).toBe(true);
    date(path, 'older');
    expect(await build()).toBe(false);
  });

  it('builds again when a source came or went', async () => {
    const extra = join(copy, 'packages/core/src/extra.ts');
    writeFileSync(extra, 'export {};\n');
    expect([await build(), await build()]).toEqual([true, false]);
    rmSync(extra);
    expect([await build(), await build()]).toEqual([true, false]);
  });

  it('does not build for what is no part of the bundle', async () => {
    date('tools/jest.config.mjs', 'newer');
    date('packages/core/jest.config.mjs', 'newer');
    expect(await build()).toBe(false);
  });
});
