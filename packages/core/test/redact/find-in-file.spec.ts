import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findLeaksInFile } from '../../src/redact/find-in-file.js';
import { overwriteLeaks } from '../../src/redact/overwrite-leaks.js';
import { tempFolder } from '../support/temp-folder.js';

const values = [
  { name: 'OPENAI_API_KEY', value: 'sk-first-0123456789' },
  { name: 'GITHUB_TOKEN', value: 'ghp_second9876543210' },
];

function fileOf(content: string | Buffer): string {
  const file = join(tempFolder(), 'transcript.jsonl');
  writeFileSync(file, content);
  return file;
}

const whereabouts = async (file: string) =>
  (await findLeaksInFile(file, values)).map(({ name, line, form }) => [name, line, form]);

describe('findLeaksInFile', () => {
  it('tells name, line and form of each occurrence, in their order', async () => {
    const base64 = Buffer.from('user:ghp_second9876543210').toString('base64');
    const file = fileOf(
      `{"role":"user"}\n{"env":"OPENAI_API_KEY=sk-first-0123456789"}\n\nauth: ${base64}\nsk-first-0123456789\n`,
    );
    expect(await whereabouts(file)).toEqual([
      ['OPENAI_API_KEY', 2, 'plain'],
      ['GITHUB_TOKEN', 4, 'base64'],
      ['OPENAI_API_KEY', 5, 'plain'],
    ]);
  });

  it('counts lines over the borders of what it reads at once', async () => {
    const filler = `${'x'.repeat(99)}\n`.repeat(7000);
    const file = fileOf(`${filler}sk-first-0123456789\n${filler}\n\nghp_second9876543210`);
    expect(await whereabouts(file)).toEqual([
      ['OPENAI_API_KEY', 7001, 'plain'],
      ['GITHUB_TOKEN', 14_004, 'plain'],
    ]);
  });

  it('follows no link and waits for no FIFO', async () => {
    const file = fileOf('sk-first-0123456789');
    const link = join(tempFolder(), 'link');
    symlinkSync(file, link);
    expect(await whereabouts(link)).toEqual([]);
    const fifo = join(tempFolder(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    expect(await whereabouts(fifo)).toEqual([]);
  });
});

describe('overwriteLeaks', () => {
  it('covers what was found, in place: JSON stays JSON, and what is appended stays', async () => {
    const escaped = JSON.stringify({ text: 'é sk-first-0123456789 end' });
    const file = fileOf(`${escaped}\n`);
    chmodSync(file, 0o640);
    const leaks = await findLeaksInFile(file, values);
    appendFileSync(file, '{"later":true}\n');
    expect(await overwriteLeaks(file, leaks, values)).toEqual(leaks);
    expect(readFileSync(file, 'utf8')).toBe(`{"text":"é ${'*'.repeat(19)} end"}\n{"later":true}\n`);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(await whereabouts(file)).toEqual([]);
  });

  it('leaves line breaks inside a wrapped form where they are', async () => {
    const base64 = Buffer.from('sk-first-0123456789').toString('base64');
    const file = fileOf(`a\n${base64.slice(0, 12)}\n${base64.slice(12)}\nb\n`);
    await overwriteLeaks(file, await findLeaksInFile(file, values), values);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('*'.repeat(12));
    expect(await whereabouts(file)).toEqual([]);
  });

  it('leaves alone what is not there any more, and a database', async () => {
    const file = fileOf('say sk-first-0123456789');
    const leaks = await findLeaksInFile(file, values);
    writeFileSync(file, 'other words of some length');
    expect(await overwriteLeaks(file, leaks, values)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('other words of some length');
    const database = fileOf('SQLite format 3\0 sk-first-0123456789');
    const found = await findLeaksInFile(database, values);
    expect(found).toHaveLength(1);
    expect(await overwriteLeaks(database, found, values)).toEqual([]);
  });
});
