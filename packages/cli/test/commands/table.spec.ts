import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkArguments } from '../../src/args/check-arguments.js';
import { parseCommandLine } from '../../src/args/parse-command-line.js';
import { commandTable, globalOptions } from '../../src/commands/table.js';
import { shellWords } from '../support/shell-words.js';

/** The words after the last `aim` in an example, which may have pipes or `"$(…)"` around it. */
function aimWords(example: string): string[] {
  const words = shellWords(/\$\((.*)\)/.exec(example)?.[1] ?? example);
  const start = words.lastIndexOf('aim');
  if (start < 0) throw new Error(`no aim in: ${example}`);
  const end = words.indexOf('|', start);
  return words.slice(start + 1, end < 0 ? undefined : end);
}

describe.each(commandTable.map((spec) => ({ name: spec.name, spec })))('aim $name', ({ spec }) => {
  it('has a summary that reads as the others do', () => {
    expect(spec.summary).toMatch(/^[A-Z].*[^.\s]$/);
    for (const { summary } of Object.values(spec.options)) expect(summary).toMatch(/^[A-Z].*[^.]$/);
    expect(['read', 'write', 'destructive']).toContain(spec.effect);
  });

  it('has examples, each of which is understood as this very command', () => {
    expect(spec.examples.length).toBeGreaterThan(0);
    for (const example of spec.examples) {
      const line = parseCommandLine(aimWords(example));
      if (line.kind !== 'command') throw new Error(`${example} is ${line.kind}`);
      expect(line.spec.name).toBe(spec.name);
      checkArguments(line.spec, line.args);
    }
  });

  it('has no option that means something else everywhere', () => {
    const all = { ...globalOptions };
    for (const [name, option] of Object.entries(spec.options)) {
      expect(Object.keys(all)).not.toContain(name);
      if (option.short !== undefined) {
        expect(Object.values(all).map(({ short }) => short)).not.toContain(option.short);
      }
      all[name] = option;
    }
  });

  it('shows what stands for the value of each option that takes one', () => {
    for (const { type, value } of Object.values(spec.options)) {
      expect(value !== undefined).toBe(type === 'string');
    }
  });

  it('loads the code that runs it and renders its answer', async () => {
    const command = await spec.load();
    expect([typeof command.run, typeof command.render]).toEqual(['function', 'function']);
  });

  it('takes --yes where it asks', () => {
    if (spec.effect !== 'destructive') return;
    const line = parseCommandLine([...spec.name.split(' '), ...spec.args, '--yes']);
    expect(line).toMatchObject({ kind: 'command', options: { yes: true } });
    expect(spec.examples.some((example) => example.includes('--yes'))).toBe(true);
  });
});

/** A check has no name of a verb; a folder that has one is written with `./`. */
const verbsOf: Record<string, string[]> = {
  health: ['health verify', 'health report'],
  scan: ['scan duplicates', 'scan caches', 'scan tools', 'scan clean', 'scan restore'],
};

describe('the table', () => {
  it('names each command once, and as a group only one whose arguments are no such verbs', () => {
    const names = commandTable.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const verbs = names.filter((other) => other.startsWith(`${name} `));
      expect(verbs).toEqual(verbsOf[name] ?? []);
    }
  });

  it('has a row for each file of a command', () => {
    const folder = join(import.meta.dirname, '../../src/commands');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\/\w+\.ts$/.test(path) && !path.endsWith('specs.ts'),
    );
    expect(files).toHaveLength(commandTable.length);
  });
});
