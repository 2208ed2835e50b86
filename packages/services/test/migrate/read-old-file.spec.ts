import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { dataOf } from '@aim/core';
import { maxFileBytes, readOldFile } from '../../src/migrate/read-old-file.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { bridgeFile, configFile, rulesFile, toolstackFile, written } from './support.js';

const read = (file: string) => readOldFile(file, null);
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('readOldFile', () => {
  it.each([
    ['rules', rulesFile],
    ['config', configFile],
    ['bridge', bridgeFile],
    ['toolstack', toolstackFile],
  ])('knows %s by its name, and by its keys under another', async (kind, file) => {
    expect((await read(file)).kind).toBe(kind);
    const other = written(file.endsWith('yaml') ? 'mine.yaml' : 'mine.json', fs.readFileSync(file));
    expect((await read(other)).kind).toBe(kind);
  });

  it.each([
    ['a mark and CRLF', Buffer.from('\uFEFF{\r\n"audit_enabled": true,\r\n}\r\n')],
    ['UTF-16, little end first', utf16('{"audit_enabled": true}', 'le')],
    ['UTF-16, big end first', utf16('{"audit_enabled": true}', 'be')],
    ['comments', Buffer.from('// mine\n{"audit_enabled": true /* on */}')],
  ])('reads %s', async (_what, bytes) => {
    const { root } = await read(written('aim_config.json', bytes));
    expect(dataOf(root)).toEqual({ audit_enabled: true });
  });

  it.each([
    [
      'aim_config.json',
      '{\n  "version": "1.0.0"\n  "audit": {}\n}',
      '3:3: expected JSON: comma expected',
    ],
    ['aim_config.yaml', 'enable_aim: true\n\tregistry_path: x\n', '2:1: expected YAML: '],
    ['aim_config.json', '[1]', '1:1: expected an object'],
    ['aim_config.json', '{\n "version": "2.0.0"}', '2:13: expected version 1, found 2.0.0'],
    ['aim_config.json', '{"metadata": {"version": 3}}', '1:26: expected version 1, found 3'],
    ['notes.json', '{"hello": 1}', '1:1: AIM+ and AI_MANGER had no file with these keys'],
    ['aim_config.json', Buffer.from([0x7b, 0xff, 0x7d]), '1:1: it is not UTF-8 text'],
    ['aim_config.json', '', '1:1: expected JSON: the file is empty'],
  ])('says of a wrong %s where and what it expected', async (name, content, message) => {
    const file = written(name, content);
    await expect(read(file)).rejects.toMatchObject({
      code: 'migrate.invalid',
      message: expect.stringContaining(`${file}:${message}`),
    });
  });

  it('refuses what is too large, a folder, a pipe that nobody writes, and a loop of links', async () => {
    const large = written('aim_config.json', `{"a": "${'x'.repeat(maxFileBytes)}"}`);
    const loop = join(tempFolder(), 'aim_config.json');
    fs.symlinkSync(loop, loop);
    for (const file of [large, dirname(large), loop]) {
      await expect(read(file)).rejects.toMatchObject({ code: 'file.permission' });
    }
    await expect(read('/nowhere/x.json')).rejects.toMatchObject({ code: 'config.not_found' });
  });
});
