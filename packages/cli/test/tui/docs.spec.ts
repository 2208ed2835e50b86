import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardPage } from './support/dashboard-page.js';
import { keyReference } from './support/key-reference.js';

const root = join(import.meta.dirname, '../../../..');
const file = join(root, 'docs/dashboard.md');
if (process.env['AIM_WRITE_DOCS']) writeFileSync(file, dashboardPage(readFileSync(file, 'utf8')));
const page = readFileSync(file, 'utf8');

/** Cells of the tables of Markdown, without padding. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('docs/dashboard.md', () => {
  it('lists every key of the action table, and no other', () => {
    expect(rows.filter((cells) => cells.length === 4)).toEqual(keyReference());
  });

  it('shows the views as they are drawn', () => {
    expect(page.match(/<!-- picture /g)?.length).toBeGreaterThan(4);
    expect(pictures(dashboardPage(page))).toEqual(pictures(page));
  });

  it('names for every tick a test that is there', () => {
    const ticked = page.split('\n').filter((line) => line.startsWith('- [x]'));
    expect(ticked.length).toBeGreaterThan(0);
    for (const line of ticked) {
      const tests = [...line.matchAll(/`([\w/-]+\.spec\.tsx?)`/g)].map(([, file]) => file);
      expect([line, tests.length > 0]).toEqual([line, true]);
      for (const file of tests) {
        expect([file, existsSync(join(root, 'packages/cli/test', file as string))]).toEqual([
          file,
          true,
        ]);
      }
    }
  });
});

function pictures(text: string): string[] {
  return [...text.matchAll(/<!-- picture .*?```\n/gs)].map(([picture]) => picture);
}
