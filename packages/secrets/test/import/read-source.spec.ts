import { describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { readSource } from '../../src/import/read-source.js';

const limits = { maxBytes: 1000, deadlineMs: 20_000 };

function fifo(): string {
  const path = join(tempFolder(), 'pipe');
  spawnSync('mkfifo', [path]);
  return path;
}

describe('a source that the user named', () => {
  it('is read through a link, and is a file', async () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, 'file'), 'A=1');
    fs.symlinkSync('file', join(folder, 'link'));
    const { bytes, isFile } = await readSource(join(folder, 'link'), limits);
    expect([bytes.toString(), isFile]).toEqual(['A=1', true]);
  });

  it.each([
    ['a folder', (path: string) => fs.mkdirSync(path), 'is a folder'],
    [
      'too large',
      (path: string) => fs.writeFileSync(path, 'x'.repeat(1001)),
      'holds more than 1000 bytes',
    ],
    ['not there', () => undefined, 'is not there'],
    ['a link to nowhere', (path: string) => fs.symlinkSync('nowhere', path), 'is not there'],
    [
      'a device',
      (path: string) => fs.symlinkSync('/dev/zero', path),
      'is neither a file nor a pipe',
    ],
  ])('is refused when it is %s', async (_name, make, message) => {
    const path = join(tempFolder(), 'source');
    make(path);
    await expect(readSource(path, limits)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: `${path} ${message}`,
    });
  });

  it('is refused when it is a socket', async () => {
    const path = join(tempFolder(), 'socket');
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(readSource(path, limits)).rejects.toMatchObject({ code: 'usage.invalid' });
    server.close();
  });
});

describe('a pipe', () => {
  itNeeds(['mkfifo'], 'is waited for, read in pieces to its end, and left', async () => {
    const path = fifo();
    const script = 'sleep 0.1; exec 3>"$1"; printf A= >&3; sleep 0.1; printf 1 >&3';
    const writer = spawn('sh', ['-c', script, 'sh', path]);
    const { bytes, isFile } = await readSource(path, limits);
    expect([bytes.toString(), isFile]).toEqual(['A=1', false]);
    if (writer.exitCode === null) await new Promise((resolve) => writer.once('exit', resolve));
  });

  itNeeds(['mkfifo'], 'that nobody writes ends with the deadline', async () => {
    await expect(readSource(fifo(), { ...limits, deadlineMs: 50 })).rejects.toMatchObject({
      code: 'file.timeout',
      hint: expect.stringContaining('Nothing was changed'),
    });
  });

  itNeeds(['mkfifo'], 'that never ends is left at the limit', async () => {
    const path = fifo();
    const writer = spawn('sh', ['-c', 'exec cat /dev/zero >"$1"', 'sh', path]);
    await expect(readSource(path, limits)).rejects.toMatchObject({ code: 'usage.invalid' });
    await new Promise((resolve) => writer.once('exit', resolve));
  });
});
