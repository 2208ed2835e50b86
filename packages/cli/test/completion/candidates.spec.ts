import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { complete } from '../../src/completion/candidates.js';
import { parseCommandLine } from '../../src/args/parse-command-line.js';
import { commandTable } from '../../src/commands/table.js';

const words = (...typed: string[]) => complete(typed).candidates.map(({ word }) => word);

describe('complete', () => {
  it('offers every command, and the commands of a group', () => {
    expect(words('')).toEqual([...new Set(commandTable.map(({ name }) => name.split(' ')[0]))]);
    expect(words('audit', '')).toEqual(['show', 'query', 'stats', 'export', 'verify', 'tail']);
    expect(complete(['tools', 'in']).candidates[1]).toEqual({
      word: 'info',
      summary: 'Show what is known of one tool',
    });
  });

  it('offers the words behind a command together with its own argument', () => {
    expect(complete(['health', ''])).toMatchObject({
      candidates: [{ word: 'verify' }, { word: 'report' }],
      names: 'checks',
    });
  });

  it('offers options that were not given yet, after --json as well', () => {
    expect(words('--json', 'audit', 'show', '--')).toContain('--limit');
    expect(words('audit', 'show', '--limit', '5', '--')).not.toContain('--limit');
    expect(words('run', '--secret', 'A', '--')).toContain('--secret');
  });

  it('offers the values of an option, in both spellings', () => {
    expect(words('audit', 'query', '--severity', '')).toContain('warning');
    expect(complete(['audit', 'query', '--severity=w'])).toMatchObject({ prefix: '--severity=' });
    expect(complete(['invoke', 'chat', '--tool', ''])).toMatchObject({ names: 'tools' });
    expect(complete(['run', '--secret', ''])).toMatchObject({ names: 'secrets' });
    expect(complete(['audit', 'export', '--limit=']).candidates).toEqual([]);
  });

  it('knows which arguments are secrets, tools and paths', () => {
    expect(complete(['secrets', 'get', ''])).toEqual({ candidates: [], names: 'secrets' });
    expect(complete(['secrets', 'export', 'A', ''])).toEqual({ candidates: [], names: 'secrets' });
    expect(complete(['config', 'set', ''])).toEqual({ candidates: [] });
    expect(complete(['secrets', 'backup', ''])).toEqual({ candidates: [], isPath: true });
    expect(words('completion', '')).toEqual(['bash', 'zsh', 'fish', 'powershell']);
  });

  it('leaves the words of another program to the shell', () => {
    expect(complete(['run', ''])).toMatchObject({ names: 'tools' });
    expect(complete(['run', 'claude', '--'])).toEqual({ candidates: [], isPath: true });
    expect(complete(['run', '--', 'ls', '-'])).toEqual({ candidates: [], isPath: true });
  });

  it('never fails, and offers only commands and options that are understood', () => {
    const typed = fc.array(
      fc.oneof(
        fc.constantFrom(...commandTable.flatMap(({ name }) => name.split(' '))),
        fc.string(),
      ),
      { maxLength: 4 },
    );
    fc.assert(fc.property(typed, (all) => void complete(all)));
    for (const { name, options } of commandTable) {
      for (const [option, { type, choices }] of Object.entries(options)) {
        expect(words(...name.split(' '), '--')).toContain(`--${option}`);
        const value = type === 'string' ? [choices?.[0] ?? '1'] : [];
        const line = [...name.split(' '), `--${option}`, ...value];
        expect(parseCommandLine(line)).toMatchObject({ kind: 'command', spec: { name } });
      }
    }
  });
});
