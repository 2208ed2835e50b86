import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { forgetUse, lastUsed, noteUse } from '../../src/index/last-used.js';
import { temporaryHome } from '../support/temporary-home.js';

const alike = ['con', 'CON', 'Con', 'a', 'a.', 'a_', 'a/b', 'a.b', 'a-b', 'A/B', '_', '__'];
const longest = ['x', 'X', 'X.'].map((text) => text.repeat(128).slice(0, 128));

describe('the note of the last use', () => {
  it('is one for each name, however alike the names are', () => {
    const { paths } = temporaryHome();
    const names = [...alike, ...longest];
    const time = (i: number) => new Date(Date.UTC(2026, 0, 1 + i));
    names.forEach((name, i) => noteUse(paths, [name], time(i)));
    expect(names.map((name) => lastUsed(paths, name))).toEqual(
      names.map((_, i) => time(i).toISOString()),
    );
    forgetUse(paths, 'CON');
    expect(lastUsed(paths, 'CON')).toBeNull();
    expect(lastUsed(paths, 'con')).not.toBeNull();
  });

  it('lies in a file that every file system takes and tells from the others', () => {
    const { paths } = temporaryHome();
    noteUse(paths, [...alike, ...longest], new Date());
    const files = fs.readdirSync(join(paths.secretsDir, 'last-used'));
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(
      alike.length + longest.length,
    );
    for (const file of files) expect(file).toMatch(/^[0-9a-f]+=[a-z0-9_+,-]{1,128}$/);
  });
});
