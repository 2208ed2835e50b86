import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { editConfig } from '../../src/config/edit-config.js';
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
});
