import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, exitCodes, systemHost } from '@aim/core';
import { healthGroups } from '@aim/environment';
import { createAim } from '@aim/services';
import { commandTable, globalOptions } from '../src/commands/table.js';

const docs = join(import.meta.dirname, '../../../docs');
const commands = readFileSync(join(docs, 'commands.md'), 'utf8');
const errors = readFileSync(join(docs, 'errors.md'), 'utf8');

/** The text under a heading, up to the next of its level. */
function section(text: string, heading: string): string {
  const [, rest] = text.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`There is no ${heading}`);
  return rest.split(/\n## /)[0] as string;
}

/** Cells of a Markdown table, without its padding and escapes. */
function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** Node's line breaks and Prettier's escapes do not count. */
const plain = (text: string) => text.replaceAll('\\', '').replace(/\s+/g, ' ');

describe('docs/commands.md', () => {
  it.each(commandTable.map((spec) => ({ name: spec.name, spec })))(
    'says of aim $name what the table says',
    ({ name, spec }) => {
      const text = plain(section(commands, `## aim ${name}`));
      expect(text).toContain(spec.summary);
      expect(text).toContain(plain(['aim', name, ...spec.args].join(' ')));
      for (const [option, { summary }] of Object.entries(spec.options)) {
        expect(text).toContain(`--${option}`);
        expect(text).toContain(summary);
      }
    },
  );

  it('has no command and no option that is not there', () => {
    const headings = [...commands.matchAll(/^## aim (.+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(commandTable.map(({ name }) => name));
    for (const { name, options } of commandTable) {
      const listed = rows(section(commands, `## aim ${name}`)).flatMap(
        ([cell = '']) => /^`--([\w-]+)/.exec(cell)?.[1] ?? [],
      );
      expect([name, listed]).toEqual([name, Object.keys(options)]);
    }
  });

  it('explains the options of every command', () => {
    const text = section(commands, '## Options of every command');
    for (const [name, { summary }] of Object.entries(globalOptions)) {
      expect(text).toContain(`\`--${name}`);
      expect(text).toContain(summary);
    }
  });
});

describe('docs/errors.md', () => {
  it('holds every error code with its exit code and meaning, and no other', () => {
    const listed = rows(errors).filter(([cell = '']) => /^`[a-z]+\.[a-z_]+`$/.test(cell));
    const expected = Object.entries(errorCodes).map(([code, { exit, meaning }]) => [
      `\`${code}\``,
      String(exitCodes[exit]),
      plain(meaning),
    ]);
    expect(listed.map((cells) => cells.slice(0, 3).map(plain))).toEqual(expected);
  });

  it('holds every exit code', () => {
    const listed = rows(section(errors, '## Exit codes')).map(([cell]) => cell);
    for (const code of Object.values(exitCodes)) expect(listed).toContain(String(code));
  });
});

describe('docs/health.md', () => {
  it('holds every check as aim health --list tells it, in its order and group, and no other', async () => {
    const health = readFileSync(join(docs, 'health.md'), 'utf8');
    const listed = health.split('\n## ').flatMap((part) =>
      rows(part)
        .filter(([cell = '']) => cell.startsWith('`'))
        .map(([id = '', ...cells]) =>
          [part.split('\n')[0] ?? '', id.slice(1, -1), ...cells].map(plain),
        ),
    );
    const checks = await createAim({ host: systemHost() }).listHealthChecks();
    const groups: Readonly<Record<string, string>> = healthGroups;
    expect(listed).toEqual(
      checks.map(({ group, id, title, description }) =>
        [groups[group] ?? '', id, title, description].map(plain),
      ),
    );
  });
});
