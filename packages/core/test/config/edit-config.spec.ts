import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createConfigFile, editConfig } from '../../src/config/edit-config.js';
import { tempFolder } from '../support/temp-folder.js';

describe('editConfig', () => {
  it('checks and writes nothing when it is only asked', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    await editConfig(file, { path: ['secrets', 'backend'], value: 'file' }, { dryRun: true });
    expect(fs.existsSync(file)).toBe(false);
    const wrong = { path: ['secrets', 'backend'], value: 'vault' };
    await expect(editConfig(file, wrong, { dryRun: true })).rejects.toMatchObject({
      code: 'config.invalid',
    });
  });

  it('makes the file when there is none', async () => {
    const file = join(tempFolder(), 'aim', 'aim_config.json');
    await editConfig(file, { path: ['registry', 'tools', 'x'], value: { capabilities: ['chat'] } });
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({
      version: '1.0.0',
      registry: { tools: { x: { capabilities: ['chat'] } } },
    });
  });

  it('keeps order and formatting of the rest', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    const before = `{
    "audit": {"enabled": true,   "events": ["install"]},
    "version": "1.0.0"
}
`;
    fs.writeFileSync(file, before);
    await editConfig(file, { path: ['secrets', 'backend'], value: 'file' });
    const after = fs.readFileSync(file, 'utf8');
    expect(after).toContain(
      '    "audit": {"enabled": true,   "events": ["install"]},\n    "version"',
    );
    expect(JSON.parse(after).secrets).toEqual({ backend: 'file' });
  });

  it('makes a file for the user alone, and leaves the mode of one that exists', async () => {
    const folder = tempFolder();
    await editConfig(join(folder, 'new'), { path: ['version'], value: '1.0.1' });
    expect(fs.statSync(join(folder, 'new')).mode & 0o777).toBe(0o600);
    // 0664 holds a bit that the usual umask takes away.
    for (const mode of [0o600, 0o640, 0o664]) {
      const file = join(folder, `mode-${mode}`);
      fs.writeFileSync(file, '{"version":"1.0.0"}');
      fs.chmodSync(file, mode);
      await editConfig(file, { path: ['version'], value: '1.0.1' });
      expect(fs.statSync(file).mode & 0o777).toBe(mode);
    }
  });

  it('refuses a value that breaks the schema and leaves the file as it was', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    fs.writeFileSync(file, '{"version":"1.0.0"}');
    await expect(
      editConfig(file, { path: ['secrets', 'backend'], value: 'vault' }),
    ).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('{"version":"1.0.0"}');
  });

  it('does not touch a file that is broken already', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    fs.writeFileSync(file, '{"version":');
    await expect(editConfig(file, { path: ['version'], value: '2.0.0' })).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('{"version":');
  });

  it.each([
    ['tabs', '{\n\t"version": "1.0.0"\n}\n', '\n\t"secrets": {\n\t\t"backend": "file"\n\t}\n}\n'],
    [
      'four spaces',
      '{\n    "version": "1.0.0"\n}\n',
      '\n    "secrets": {\n        "backend": "file"',
    ],
    [
      'the line ends of Windows',
      '{\r\n  "version": "1.0.0"\r\n}\r\n',
      ',\r\n  "secrets": {\r\n    ',
    ],
  ])('writes new lines with %s, as the others are', async (_what, before, after) => {
    const file = join(tempFolder(), 'aim_config.json');
    fs.writeFileSync(file, before);
    const change = { path: ['secrets', 'backend'], value: 'file' };
    expect(await editConfig(file, change)).toMatchObject({
      before,
      after: expect.stringContaining(after),
    });
    expect(fs.readFileSync(file, 'utf8')).toContain(after);
  });

  it('changes one item of a list, and takes a key away', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    fs.writeFileSync(file, '{"environment":{"pipxApps":["ruff","black"]},"version":"1.0.0"}');
    await editConfig(file, { path: ['environment', 'pipxApps', 1], value: 'mypy' });
    await editConfig(file, { path: ['version'], value: undefined });
    const after = { environment: { pipxApps: ['ruff', 'mypy'] } };
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual(after);
  });

  it('refuses a file in which a key stands twice: it would change the one that does not count', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    const before = '{"secrets":{"backend":"file"},\n"secrets":{"backend":"env"}}';
    fs.writeFileSync(file, before);
    await expect(
      editConfig(file, { path: ['secrets', 'backend'], value: 'auto' }),
    ).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${file}:2:1: secrets: expected each key once, found it a second time`,
    });
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('createConfigFile', () => {
  it('makes a file for the user alone, and never replaces one', async () => {
    const file = join(tempFolder(), 'aim', 'aim_config.json');
    await createConfigFile(file, '{}', { dryRun: true });
    expect(fs.existsSync(file)).toBe(false);
    await createConfigFile(file, '{}');
    expect([fs.readFileSync(file, 'utf8'), fs.statSync(file).mode & 0o777]).toEqual(['{}', 0o600]);
    await expect(createConfigFile(file, '{"version":"1.0.0"}')).rejects.toMatchObject({
      code: 'file.exists',
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('{}');
  });

  it('writes nothing that is not valid', async () => {
    const file = join(tempFolder(), 'aim_config.json');
    await expect(createConfigFile(file, '{"audit":1}')).rejects.toMatchObject({
      code: 'config.invalid',
    });
    expect(fs.existsSync(file)).toBe(false);
  });
});
