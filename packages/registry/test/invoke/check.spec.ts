import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadJobCatalogue, resolveCommand } from '@aim/core';
import type { Payload } from '../../src/invoke/adapter.js';
import type { InvokeRequest } from '../../src/invoke/request.js';
import { buildRegistry } from '../../src/tools/build-registry.js';
import { itNeeds } from '../../../core/test/support/needs.js';
import { invoke, program, tempFolder, testHost } from '../support/machine.js';

const registry = buildRegistry(await loadJobCatalogue(), {});
const bin = resolve('node_modules/.bin');

function project(files: Record<string, string>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const job = (folder: string, programs: Record<string, string>, capability = 'testing') => ({
  run: (payload: Payload = {}, part: Partial<InvokeRequest> = {}) =>
    invoke(
      { folder, registry, programs, env: { PATH: process.env['PATH'] } },
      { capability, payload, permission: 'workspace-write', deadlineMs: 60_000, ...part },
    ),
});

/** Empty for a process that ended. */
function commandLine(pid: string): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

describe('the real ESLint', () => {
  const config = 'export default [{ rules: { "no-var": "error" } }];';
  const linting = (folder: string) => job(folder, { eslint: join(bin, 'eslint') }, 'linting');

  it('answers with what it finds: exit code 1 is no failure', async () => {
    const folder = project({ 'eslint.config.mjs': config, 'a.js': 'var a = 1;\nvar b = 2;\n' });
    const result = await linting(folder).run();
    expect(result).toMatchObject({
      success: true,
      tool: 'eslint',
      message: 'ESLint: issues found: 2',
      content: { linters_run: ['eslint'], issues_found: 2, exit_code: 1 },
    });
    expect(result.attempts).toMatchObject([{ outcome: 'ok', exitCode: 1 }]);
  });

  it('fixes only when it is asked to', async () => {
    const folder = project({ 'eslint.config.mjs': config, 'a.js': 'var a = 1;\n' });
    await linting(folder).run({ files: ['a.js'] });
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('var a = 1;\n');
    expect(await linting(folder).run({ files: ['a.js'], fix: true })).toMatchObject({
      content: { issues_found: 0, exit_code: 0 },
    });
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('let a = 1;\n');
  });

  it('that cannot do its work fails, with its own words', async () => {
    const folder = project({ 'eslint.config.mjs': 'export default [{ rules: { nope: 2 } }];' });
    writeFileSync(join(folder, 'a.js'), '');
    const result = await linting(folder).run();
    expect(result).toMatchObject({ success: false, attempts: [{ outcome: 'known_failed' }] });
    expect(result.error?.message).toContain('ESLint failed with exit code 2');
  });
});

describe('the real Jest', () => {
  const testing = (folder: string) => job(folder, { jest: join(bin, 'jest') });

  it('answers with the numbers of its tests', async () => {
    const folder = project({
      'package.json': '{}',
      'a.test.js': 'test("a", () => {}); test("b", () => { throw new Error("no") });',
      'c.test.js': 'test("c", () => {});',
    });
    expect(await testing(folder).run()).toMatchObject({
      success: true,
      message: 'Jest: tests run: 3, tests passed: 2, tests failed: 1',
      content: { tests_run: 3, tests_passed: 2, tests_failed: 1, exit_code: 1 },
    });
    expect(await testing(folder).run({ files: ['c.test.js'] })).toMatchObject({
      content: { tests_run: 1, tests_passed: 1, tests_failed: 0, exit_code: 0 },
    });
  });
});

describe('the real pytest', () => {
  const found = resolveCommand('pytest', testHost(tempFolder()));
  const pytest = found.kind === 'found' ? found.path : '';

  itNeeds(['pytest'], 'answers with the numbers of its tests', async () => {
    const folder = project({
      'test_a.py': 'def test_a():\n  pass\n\ndef test_b():\n  assert False\n',
      'test_c.py': 'def test_c():\n  pass\n',
    });
    expect(await job(folder, { pytest }).run()).toMatchObject({
      success: true,
      content: { tests_run: 3, tests_passed: 2, tests_failed: 1, exit_code: 1 },
    });
  });

  itNeeds(['pytest'], 'that finds no tests is no answer: the next program is tried', async () => {
    const folder = project({ 'package.json': '{}', 'c.test.js': 'test("c", () => {});' });
    const programs = { pytest, jest: join(bin, 'jest') };
    expect(await job(folder, programs).run()).toMatchObject({
      tool: 'jest',
      attempts: [{ tool: 'pytest', exitCode: 5, outcome: 'known_failed' }, { tool: 'jest' }],
    });
  });
});

describe('a program that checks files', () => {
  it('gets the files as arguments of their own, none of them an option', async () => {
    const folder = tempFolder();
    const ruff = program(folder, 'ruff', `for a; do echo "$a"; done > args; echo '[{},{}]'`);
    const result = await job(folder, { ruff }, 'linting').run(
      { files: ['a b.py', '--fix', '$HOME.py'] },
      { permission: 'read-only' },
    );
    expect(result.content).toMatchObject({ issues_found: 2, linters_run: ['ruff'] });
    expect(readFileSync(join(folder, 'args'), 'utf8').trimEnd().split('\n')).toEqual([
      'check',
      '--output-format',
      'json',
      '--no-cache',
      '--no-fix',
      'a b.py',
      './--fix',
      '$HOME.py',
    ]);
  });

  it('does not answer by its exit code alone', async () => {
    const folder = tempFolder();
    const ruff = program(folder, 'ruff', 'echo All checks passed');
    const result = await job(folder, { ruff }, 'linting').run();
    expect(result).toMatchObject({ success: false, error: { class: 'OUTPUT_INVALID' } });
  });

  it('leaves nothing behind that it started when it failed, in whatever session', async () => {
    const folder = tempFolder();
    const ruff = program(
      folder,
      'ruff',
      `setsid sh -c 'echo $$ > left; exec sleep 9732' >/dev/null 2>&1 </dev/null &
       until [ -s left ]; do sleep 0.01; done
       echo no report`,
    );
    const result = await job(folder, { ruff }, 'linting').run();
    expect(result).toMatchObject({ success: false, error: { class: 'OUTPUT_INVALID' } });
    expect(commandLine(readFileSync(join(folder, 'left'), 'utf8').trim())).toBe('');
  });

  it('is kept from fixing where it may only read', async () => {
    const folder = tempFolder();
    const ruff = program(folder, 'ruff', 'touch started');
    const result = await job(folder, { ruff }, 'linting').run(
      { fix: true },
      { permission: 'read-only' },
    );
    expect(result.error).toMatchObject({ class: 'FAILED_PRECONDITION' });
    expect(result.attempts).toMatchObject([{ outcome: 'not_started' }]);
  });

  it('runs tests, and does not write them', async () => {
    const folder = tempFolder();
    const jest = program(folder, 'jest', 'touch started');
    const result = await job(folder, { jest }).run({ action: 'generate' });
    expect(result.error).toMatchObject({
      class: 'FAILED_PRECONDITION',
      message: 'The job says generate, and a program that runs tests does not',
    });
    expect(result.attempts).toMatchObject([{ outcome: 'not_started' }]);
  });
});
