import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDetached, type DetachedStart } from '../../src/process/start-detached.js';
import { tempFolder } from '../support/temp-folder.js';

const start = (part: Partial<DetachedStart>) =>
  startDetached({
    file: '/bin/sh',
    args: [],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    input: '',
    ready: 'output',
    deadlineMs: 10_000,
    ...part,
  });

describe('a detached program', () => {
  it('has its input, leads its own session and goes on', async () => {
    const pid = await start({
      args: ['-c', 'read line; echo "$line"; exec sleep 60'],
      input: 'x\n',
    });
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
      // Fields 5 and 6: process group and session.
      expect([stat[4], stat[5]]).toEqual([`${pid}`, `${pid}`]);
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('PATH=/usr/bin:/bin\0PWD=/\0');
    } finally {
      process.kill(pid);
    }
  });

  it('is ready at its end, when it leaves another behind', async () => {
    const file = join(tempFolder(), 'pid');
    await start({ args: ['-c', 'sleep 60 & echo $! > "$0"', file], ready: 'exit' });
    const pid = Number(readFileSync(file, 'utf8'));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    process.kill(pid);
  });

  it('is an error when it ends before that', async () => {
    const message = 'sh ended with code 3 before it was ready';
    const failed = { code: 'run.failed', message };
    await expect(start({ args: ['-c', 'exit 3'] })).rejects.toMatchObject(failed);
    await expect(start({ args: ['-c', 'exit 3'], ready: 'exit' })).rejects.toMatchObject(failed);
    await expect(start({ file: '/no/such' })).rejects.toMatchObject({ code: 'run.not_found' });
  });

  it('is killed when it takes too long', async () => {
    const file = join(tempFolder(), 'pid');
    const late = start({ args: ['-c', 'echo $$ > "$0"; exec sleep 60', file], deadlineMs: 500 });
    await expect(late).rejects.toMatchObject({ code: 'run.failed' });
    const pid = Number(readFileSync(file, 'utf8'));
    while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
