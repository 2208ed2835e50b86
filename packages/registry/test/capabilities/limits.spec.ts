import { describe, expect, it } from '@jest/globals';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitProblems } from '../../src/capabilities/check-limits.js';
import { limitsOf } from '../../src/capabilities/limits.js';
import type { Payload } from '../../src/invoke/adapter.js';
import { tempFolder } from '../support/machine.js';

const of = (files: readonly string[], config = {}, cwd = '/work') =>
  limitProblems({ files }, limitsOf(config), cwd);

describe('the limits of a job', () => {
  it('are a MiB and fifty files', () => {
    const limits = limitsOf();
    const files = (number: number) => Array.from({ length: number }, (_, i) => `a${i}.ts`);
    const sized = (bytes: number): Payload => ({ prompt: 'x'.repeat(bytes - 13) });
    expect(limitProblems(sized(1024 * 1024), limits, '/')).toEqual([]);
    expect(limitProblems(sized(1024 * 1024 + 1), limits, '/')).toEqual([
      'payload: expected at most 1048576 bytes, found 1048577',
    ]);
    expect(of(files(50))).toEqual([]);
    expect(of(files(51))).toEqual(['payload.files: expected at most 50 files, found 51']);
  });

  it('are counted in bytes, not in letters', () => {
    expect(limitProblems({ files: ['ä'] }, limitsOf({ maxPayloadBytes: 16 }), '/')).toEqual([]);
    expect(limitProblems({ files: ['ää'] }, limitsOf({ maxPayloadBytes: 16 }), '/')).toHaveLength(
      1,
    );
  });

  it.each([
    '.git/config',
    'sub/.git',
    '/work/../home/me/.ssh/known_hosts',
    '../.aws/credentials',
    '.env',
    'apps/web/.env.local',
    'certs/server.pem',
    '/home/me/id_ed25519',
    '/home/me/.netrc',
  ])('forbid %s by default', (file) => {
    expect(of([file])).toEqual([expect.stringContaining('(registry.limits.forbiddenPaths)')]);
  });

  it.each([
    'src/git.ts',
    '.github/workflows/ci.yml',
    '.env.example',
    'environment.ts',
    'a/b.key.ts',
  ])('allow %s', (file) => {
    expect(of([file])).toEqual([]);
  });

  it('look where links lead', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, '.ssh'));
    writeFileSync(join(folder, '.ssh', 'config'), '');
    symlinkSync(join(folder, '.ssh', 'config'), join(folder, 'innocent.txt'));
    expect(of(['innocent.txt'], {}, folder)).toHaveLength(1);
    symlinkSync(join(folder, '.ssh'), join(folder, 'docs'));
    expect(of(['docs/config'], {}, folder)).toHaveLength(1);
  });

  it('can be narrowed to some files, from the working directory', () => {
    const config = { allowedFiles: ['src/**/*.ts', 'README.md'] };
    expect(of(['src/a.ts', './src/deep/b.ts', 'README.md', '/work/src/a.ts'], config)).toEqual([]);
    for (const file of ['src/a.js', 'other/src/a.ts', '../src/a.ts', '/etc/README.md']) {
      expect(of([file], config)).toEqual([
        `payload.files.0: expected a file of src/**/*.ts, README.md (registry.limits.allowedFiles), found ${file}`,
      ]);
    }
  });

  it('are those of the configuration beside the others, unless it lifts these', () => {
    expect(of(['.env'], { forbiddenPaths: [] })).toHaveLength(1);
    expect(of(['.env', 'a/.env', '.npmrc'], { forbiddenPaths: ['!.env'] })).toEqual([
      expect.stringMatching(/^payload.files.1: .*found a\/.env$/),
      expect.stringMatching(/^payload.files.2: .*found .npmrc$/),
    ]);
    expect(of(['secret/a', 'x/secret/a'], { forbiddenPaths: ['secret/**'] })).toHaveLength(1);
    expect(of(['/etc/passwd', '/work/etc/a'], { forbiddenPaths: ['/etc/**'] })).toHaveLength(1);
  });

  it('hold for what cannot be written as JSON as well', () => {
    const loop: { self?: object; files?: string[] } = {};
    loop.self = loop;
    expect(limitProblems(loop, limitsOf(), '/')).toEqual([
      'payload: expected what can be written as JSON',
    ]);
  });
});
