import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readStateFile, readTextFile } from '../../src/files/read-file.js';
import { tempFolder } from '../support/temp-folder.js';

const isList = (value: unknown): value is string[] => Array.isArray(value);

describe('readTextFile', () => {
  it('answers undefined for a file that is not there', () => {
    expect(readTextFile(join(tempFolder(), 'none'))).toBeUndefined();
  });

  it('drops a byte order mark', () => {
    const path = join(tempFolder(), 'x');
    fs.writeFileSync(path, '\ufeff{}');
    expect(readTextFile(path)).toBe('{}');
  });

  it('says that a folder is a folder', () => {
    const folder = tempFolder();
    expect(() => readTextFile(folder)).toThrow(`Cannot read ${folder}: it is a folder`);
  });

  it('refuses a file that is larger than asked for', () => {
    const path = join(tempFolder(), 'x');
    fs.writeFileSync(path, 'four');
    expect(readTextFile(path, { maxBytes: 4 })).toBe('four');
    expect(() => readTextFile(path, { maxBytes: 3 })).toThrow('it is larger than 3 bytes');
  });

  it('does not wait for a pipe, and says what it is', () => {
    const pipe = join(tempFolder(), 'aim_config.json');
    execFileSync('mkfifo', [pipe]);
    expect(() => readTextFile(pipe)).toThrow(
      expect.objectContaining({
        code: 'file.permission',
        message: `Cannot read ${pipe}: it is not a regular file`,
      }),
    );
  });

  it('says the same of a socket', async () => {
    const path = join(tempFolder(), 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(() => readTextFile(path)).toThrow(`Cannot read ${path}: it is not a regular file`);
    server.close();
  });

  it('reads a pipe that the user named', async () => {
    const pipe = join(tempFolder(), 'prompt');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('/bin/sh', ['-c', 'sleep 0.1; echo a prompt > "$0"', pipe]);
    expect(readTextFile(pipe, { allowPipe: true })).toBe('a prompt\n');
    await once(writer, 'close');
  });

  it('follows a link to a file', () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, 'real'), 'text');
    fs.symlinkSync('real', join(folder, 'link'));
    expect(readTextFile(join(folder, 'link'))).toBe('text');
  });
});

describe('readStateFile', () => {
  it.each([
    ['half a file', '["a", "b'],
    ['another shape', '{"a": 1}'],
    ['nothing', ''],
  ])('refuses %s and keeps it byte for byte', (_name, content) => {
    const path = join(tempFolder(), 'list.json');
    fs.writeFileSync(path, content);
    expect(() => readStateFile(path, 'the list', isList)).toThrow(
      expect.objectContaining({ code: 'file.corrupt', message: expect.stringContaining(path) }),
    );
    expect(fs.readFileSync(path, 'utf8')).toBe(content);
  });
});
