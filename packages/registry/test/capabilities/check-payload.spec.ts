import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from '../../src/capabilities/capabilities.js';
import { contentProblems, payloadProblems } from '../../src/capabilities/check-payload.js';
import { limitsOf } from '../../src/capabilities/limits.js';

const scope = { cwd: '/', limits: limitsOf() };
const problems = (id: keyof typeof capabilities, payload: unknown) =>
  payloadProblems(capabilities[id], payload, scope);

describe('the payload of a job', () => {
  it.each([
    ['chat', { prompt: 'hello' }],
    ['completion', { prompt: 'once upon', files: ['a.txt'] }],
    ['documentation', { prompt: 'explain', files: [] }],
    ['code_generation', { prompt: 'x', context: { language: 'ts' }, own_field: 1 }],
    ['refactoring', { prompt: 'x', refactoring_type: 'rename', preserve_behavior: false }],
    ['linting', {}],
    ['linting', { files: ['a.js'], fix: true }],
    ['testing', { action: 'run', test_type: 'unit', coverage: true }],
    ['version_checking', { tools: ['claude'], check_updates: false }],
    ['embedding', { input: ['a', 'b'] }],
    ['embedding', { prompt: 'a' }],
  ] as const)('of %s: %j is one', async (id, payload) => {
    expect(await problems(id, payload)).toEqual([]);
  });

  it.each([
    ['chat', {}, 'payload.prompt: expected a value, found nothing'],
    ['chat', { prompt: '  ' }, 'payload.prompt: expected a text that is not empty, found string'],
    ['chat', { prompt: 7 }, 'payload.prompt: expected string, found number'],
    ['chat', 'hello', 'payload: expected object, found string'],
    ['chat', [], 'payload: expected object, found array'],
    ['chat', null, 'payload: expected object, found null'],
    ['linting', { files: 'a.js' }, 'payload.files: expected array, found string'],
    ['linting', { files: ['a', 7] }, 'payload.files.1: expected string, found number'],
    [
      'linting',
      { files: [''] },
      'payload.files.0: expected a text that is not empty, found an empty text',
    ],
    [
      'testing',
      { action: 'walk' },
      'payload.action: expected one of generate, run, analyze, found string',
    ],
    [
      'code_generation',
      { prompt: 'x', context: { language: 7 } },
      'payload.context.language: expected string, found number',
    ],
    ['embedding', {}, 'payload: expected a text, or a list of texts, found object'],
  ] as const)('of %s: %j is told: path, expected, found', async (id, payload, problem) => {
    expect(await problems(id, payload)).toEqual([problem]);
  });

  it('is told everything that is wrong with it at once, and nothing of it is repeated', async () => {
    const payload = { prompt: 7, refactoring_type: 'sk-secret', preserve_behavior: 'sk-secret' };
    const found = await problems('refactoring', payload);
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('sk-secret');
  });

  it('of a capability that AIM does not know by itself is anything within the limits', async () => {
    const own = { ...capabilities.chat, id: 'poetry' };
    expect(await payloadProblems(own, { any: 7 }, scope)).toEqual([]);
    expect(await payloadProblems(own, { files: ['/x/.git/config'] }, scope)).toHaveLength(1);
  });

  it('has what the configuration requires', async () => {
    const strict = { ...capabilities.refactoring, requires: ['files'] };
    const missing = ['payload.files: expected a value (refactoring requires it), found nothing'];
    expect(await payloadProblems(strict, { prompt: 'x', files: [] }, scope)).toEqual(missing);
    expect(await payloadProblems(strict, { prompt: 'x', files: ['a'] }, scope)).toEqual([]);
  });
});

describe('the content of an answer', () => {
  it.each([
    ['code_generation', 'a text'],
    ['code_generation', null],
    ['code_generation', { files_modified: ['a.ts'], lines_added: 3, exit_code: 0, stdout: '' }],
    ['linting', { linters_run: ['ruff'], issues_found: 2, exit_code: 1, report: [] }],
    ['testing', { tests_run: 3, coverage_percent: null }],
    ['version_checking', { versions: { claude: '2.1.0', codex: null }, updates_available: {} }],
    ['embedding', { embeddings: [[0.1, 0.2]] }],
    ['poetry', 7],
  ])('of %s: %j is one', async (capability, content) => {
    expect(await contentProblems(capability, content)).toEqual([]);
  });

  it.each([
    ['linting', { issues_found: 'many' }, 'content.issues_found: expected integer, found string'],
    ['testing', { coverage_percent: 120 }, 'content.coverage_percent: expected <= 100'],
    ['version_checking', 'all new', 'content: expected object, found string'],
    ['embedding', { embeddings: [['a']] }, 'content.embeddings.0.0: expected number'],
  ])('of %s: %j is none', async (capability, content, problem) => {
    const [first = ''] = await contentProblems(capability, content);
    expect(first).toContain(problem);
  });
});

it('every capability has a schema of its own title', () => {
  const folder = join(import.meta.dirname, '../../src/capabilities/schema');
  const schemas = readdirSync(folder)
    .filter((name) => name !== 'parts.schema.json')
    .map((name): [string, string] => {
      const { title } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { title: string };
      return [name.replace('.schema.json', ''), title];
    });
  const known = Object.values(capabilities).map(({ id, title }): [string, string] => [id, title]);
  expect(schemas.sort()).toEqual(known.sort());
});
