import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { writeFileAtomic } from '../../src/files/atomic-write.js';
import { bundleDriver } from '../support/driver.js';
import { tempFolder } from '../support/temp-folder.js';

describe('writeFileAtomic', () => {
  it('makes missing folders, for the user alone', () => {
    const path = join(tempFolder(), 'a', 'b', 'c.json');
    writeFileAtomic(path, '{}');
    expect(fs.readFileSync(path, 'utf8')).toBe('{}');
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(fs.statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('replaces a file whole and leaves nothing beside it', () => {
    const folder = tempFolder();
    writeFileAtomic(join(folder, 'x'), 'old and long');
    writeFileAtomic(join(folder, 'x'), 'new');
    expect(fs.readFileSync(join(folder, 'x'), 'utf8')).toBe('new');
    expect(fs.readdirSync(folder)).toEqual(['x']);
  });

  it('keeps a link a link', () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, 'real'), 'old');
    fs.symlinkSync(join(folder, 'real'), join(folder, 'link'));
    writeFileAtomic(join(folder, 'link'), 'new');
    expect(fs.lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it('keeps the group that it is told, where this user may set it', () => {
    const path = join(tempFolder(), 'x');
    // Only root can give a file to a group that it is not in.
    const group = process.getuid?.() === 0 ? 12_345 : (process.getgroups?.()[0] as number);
    writeFileAtomic(path, 'new', { mode: 0o640, group });
    const { gid, mode } = fs.statSync(path);
    expect([gid, mode & 0o777]).toEqual([group, 0o640]);
    if (process.getuid?.() !== 0) writeFileAtomic(path, 'newer', { group: 0 });
  });

  it('says which path it could not write, and why', () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, 'file'), '');
    expect(() => writeFileAtomic(join(folder, 'file', 'x'), '')).toThrow(
      /Cannot write .*file\/x: .*not a folder/,
    );
  });

  it('leaves the old or the new content when the writer is killed at any moment', async () => {
    const driver = bundleDriver(
      `import { writeFileAtomic } from '../../src/files/atomic-write.js';
       process.stdout.write('go');
       for (let n = 0; ; n++) writeFileAtomic(process.argv[2], String(n % 10).repeat(100_000));`,
      import.meta.dirname,
    );
    const path = join(tempFolder(), 'x');
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [driver, path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 3));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const content = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '0'.repeat(100_000);
      expect(content).toHaveLength(100_000);
      expect(new Set(content).size).toBe(1);
    }
  });
});
