import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { link, program, tree } from '../support/tree.js';

describe('detectTools', () => {
  it('answers for every tool, installed or not', () => {
    const root = tree({ 'bin/codex': program() });
    const [codex, goose] = detectTools([tool('codex'), tool('goose')], hostWith([`${root}/bin`]));
    expect(codex).toMatchObject({
      installed: true,
      path: `${root}/bin/codex`,
      channel: 'unknown',
      version: null,
      package: null,
    });
    expect(codex?.evidence).toContain('looked for Homebrew, npm, pnpm, bun, pipx, uv');
    expect(goose).toEqual({
      id: 'goose',
      name: 'goose',
      installed: false,
      path: null,
      version: null,
      channel: null,
      package: null,
      evidence: null,
      copies: [],
      problems: [],
    });
  });

  it('names the copy that PATH runs, then the others in the order of PATH', () => {
    const root = tree({ 'a/llm': program('a'), 'b/llm': program('b'), 'c/llm': program('c') });
    const [llm] = detectTools(
      [tool('llm', { searchPaths: [`${root}/a/llm`] })],
      hostWith([`${root}/c`, `${root}/b`]),
    );
    expect(llm?.path).toBe(`${root}/c/llm`);
    expect(llm?.copies.map(({ path, onPath }) => [path, onPath])).toEqual([
      [`${root}/c/llm`, true],
      [`${root}/b/llm`, true],
      [`${root}/a/llm`, false],
    ]);
  });

  it('falls back to a search path, with ~ and variables expanded, and skips those not set', () => {
    const root = tree({ '.local/bin/claude': program(), 'opt/claude': program('other') });
    const searchPaths = [
      '%NOT_SET%/claude',
      '~/.local/bin/claude',
      '$OPT/claude',
      'relative/claude',
    ];
    const [claude] = detectTools(
      [tool('claude', { searchPaths })],
      hostWith([], { home: root, env: { OPT: `${root}/opt` } }),
    );
    expect(claude).toMatchObject({ installed: true, path: `${root}/.local/bin/claude` });
    expect(claude?.copies.map((copy) => copy.onPath)).toEqual([false, false]);
  });

  it('takes a configured binary that is a path as a place', () => {
    const root = tree({ 'opt/my agent': program() });
    const [agent] = detectTools(
      [tool('agent', { binaries: ['~/opt/my agent'] })],
      hostWith([], { home: root }),
    );
    expect(agent?.path).toBe(`${root}/opt/my agent`);
  });

  it('prefers the main program of a tool over its second name', () => {
    const root = tree({ 'a/agent': program('1'), 'b/cursor-agent': program('2') });
    const [cursor] = detectTools(
      [tool('cursor', { binaries: ['cursor-agent', 'agent'] })],
      hostWith([`${root}/a`, `${root}/b`]),
    );
    expect(cursor?.copies.map((copy) => copy.path)).toEqual([
      `${root}/b/cursor-agent`,
      `${root}/a/agent`,
    ]);
  });

  it('counts one file once: folder twice, folder through a link, symbolic and hard links', () => {
    const root = tree({
      'a/claude': program(),
      also: link('a'),
      'b/claude': link('../a/claude'),
      'c/claude': { hardLink: 'a/claude' },
    });
    const path = ['a', 'a', 'also', 'b', 'c'].map((name) => join(root, name));
    const [claude] = detectTools(
      [tool('claude', { searchPaths: [`${root}/also/claude`] })],
      hostWith(path),
    );
    expect(claude?.copies.map((copy) => copy.path)).toEqual([`${root}/a/claude`]);
  });

  it('finds as many copies as there are distinct files, however they are linked', () => {
    const kinds = fc.constantFrom('copy' as const, 'symlink' as const, 'hard link' as const);
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 6 }), (placed) => {
        const root = tree({ 'origin/llm': program() });
        const folders = placed.map((kind, index) => {
          const folder = join(root, `p${index}`);
          fs.mkdirSync(folder);
          if (kind === 'copy') fs.copyFileSync(`${root}/origin/llm`, `${folder}/llm`);
          else if (kind === 'symlink') fs.symlinkSync(`${root}/origin/llm`, `${folder}/llm`);
          else fs.linkSync(`${root}/origin/llm`, `${folder}/llm`);
          return folder;
        });
        const [llm] = detectTools([tool('llm')], hostWith(folders));
        const inodes = new Set(folders.map((folder) => fs.statSync(`${folder}/llm`).ino));
        expect(llm?.copies).toHaveLength(inodes.size);
        expect(llm?.path).toBe(`${folders[0]}/llm`);
      }),
      { numRuns: 40 },
    );
  });
});
