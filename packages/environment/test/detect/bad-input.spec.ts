import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { detectTools } from '../../src/index.js';
import { runDetection } from '../support/detection-process.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree, type Entry } from '../support/tree.js';

describe('a PATH in a bad state', () => {
  it('is walked past missing, relative and empty entries, files and 500 folders', () => {
    const root = tree({ 'work/bin/aider': program(), 'work/llm': program('2'), file: 'text' });
    const many = Array.from({ length: 500 }, (_, index) => join(root, `folder${index}`));
    for (const folder of many.slice(0, 250)) fs.mkdirSync(folder);
    const path = [`${root}/missing`, `${root}/file`, ...many, 'bin', ''];
    const found = detectTools(
      [tool('aider'), tool('llm'), tool('goose')],
      hostWith(path, { cwd: `${root}/work` }),
    );
    expect(found.map((each) => each.path)).toEqual([
      `${root}/work/bin/aider`,
      `${root}/work/llm`,
      null,
    ]);
    expect(found.flatMap((each) => each.problems)).toEqual([]);
  });

  it.each([[undefined], ['']])('holds nothing when PATH is %p', (PATH) => {
    const [llm] = detectTools([tool('llm')], hostWith([], { env: { PATH } }));
    expect(llm?.installed).toBe(false);
  });

  it('passes over a folder that may not be entered, and sees into one that may not be listed', async () => {
    const root = tree({ 'closed/claude': program('1'), 'search/claude': program('2') });
    fs.chmodSync(`${root}/closed`, 0o600);
    fs.chmodSync(`${root}/search`, 0o711);
    const { found } = await runDetection(
      [tool('claude')],
      hostWith([`${root}/closed`, `${root}/search`]),
      { asNobody: true },
    );
    expect(found[0]).toMatchObject({ path: `${root}/search/claude`, problems: [] });
    expect(found[0]?.copies).toHaveLength(1);
  });
});

describe('what only bears the name of a tool', () => {
  it.each<[string, Record<string, Entry>, string, string]>([
    ['a dangling link', { 'bin/claude': link('../gone/x') }, 'dangling-link', '../gone/x'],
    ['a link to itself', { 'bin/claude': link('claude') }, 'dangling-link', 'circle'],
    ['a link through a file', { 'bin/claude': link('../f/x'), f: '' }, 'dangling-link', '../f/x'],
    ['an empty file', { 'bin/claude': '' }, 'not-executable', 'empty'],
    ['a file without permission', { 'bin/claude': 'text' }, 'not-executable', 'not marked'],
    ['a folder', { 'bin/claude/readme': '' }, 'not-a-file', 'a folder'],
  ])('%s is a problem and no copy', (...[, entries, kind, detail]) => {
    const root = tree(entries);
    const [claude] = detectTools(
      [tool('claude', { searchPaths: [`${root}/bin/claude`] })],
      hostWith([`${root}/bin`]),
    );
    expect(claude).toMatchObject({ installed: false, path: null, copies: [] });
    expect(claude?.problems).toEqual([
      { kind, path: `${root}/bin/claude`, detail: expect.stringContaining(detail) },
    ]);
  });

  it('a named pipe is a problem and is never opened', () => {
    const root = tree({ 'bin/other': program() });
    execFileSync('mkfifo', [`${root}/bin/claude`]);
    const [claude] = detectTools([tool('claude')], hostWith([`${root}/bin`]));
    expect(claude?.problems).toEqual([
      { kind: 'not-a-file', path: `${root}/bin/claude`, detail: 'it is a named pipe' },
    ]);
  });

  it('leaves the copy behind it to be found', () => {
    const root = tree({ 'a/claude': link('gone'), 'b/claude': program() });
    const [claude] = detectTools([tool('claude')], hostWith([`${root}/a`, `${root}/b`]));
    expect(claude).toMatchObject({ installed: true, path: `${root}/b/claude` });
    expect(claude?.problems.map((problem) => problem.kind)).toEqual(['dangling-link']);
  });
});
