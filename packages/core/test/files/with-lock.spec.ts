import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lockHolder, withLock } from '../../src/files/with-lock.js';
import { bundleDriver, runDriver } from '../support/driver.js';
import { tempFolder } from '../support/temp-folder.js';

const what = 'the test file';

describe('withLock', () => {
  it('gives the lock back, also after a failure', async () => {
    const lock = join(tempFolder(), 'x.lock');
    await expect(
      withLock(lock, { what }, () => {
        throw new Error('work failed');
      }),
    ).rejects.toThrow('work failed');
    expect(await withLock(lock, { what }, () => 'again')).toBe('again');
    expect(fs.existsSync(lock)).toBe(false);
  });

  it('says who holds it when it stays busy', async () => {
    const lock = join(tempFolder(), 'x.lock');
    await withLock(lock, { what }, async () => {
      await expect(withLock(lock, { what, waitMs: 20 }, () => 0)).rejects.toMatchObject({
        code: 'lock.busy',
        message: `another AIM (process ${process.pid}) is changing the test file`,
      });
    });
  });

  it('tells who holds it: a living process of this machine', async () => {
    const lock = join(tempFolder(), 'x.lock');
    await withLock(lock, { what }, () => {
      expect(lockHolder(lock)).toBe(process.pid);
    });
    expect(lockHolder(lock)).toBeUndefined();
    const elsewhere = { pid: process.pid, host: 'another', startedAt: null };
    for (const text of [JSON.stringify(elsewhere), '{"pid":-1}', 'no owner']) {
      fs.writeFileSync(lock, text);
      expect(lockHolder(lock)).toBeUndefined();
    }
  });

  it('takes over the lock of a process that is dead', async () => {
    const lock = join(tempFolder(), 'x.lock');
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('close', resolve));
    fs.writeFileSync(lock, JSON.stringify({ pid: child.pid, host: hostname(), startedAt: '1' }));
    expect(await withLock(lock, { what }, () => 'mine')).toBe('mine');
  });

  it('takes over when the process id was given to another process since', async () => {
    const lock = join(tempFolder(), 'x.lock');
    const owner = { pid: process.pid, host: hostname(), startedAt: 'long ago' };
    fs.writeFileSync(lock, JSON.stringify(owner));
    expect(await withLock(lock, { what }, () => 'mine')).toBe('mine');
  });

  it('does not take the lock of another machine for a dead one', async () => {
    const lock = join(tempFolder(), 'x.lock');
    fs.writeFileSync(lock, JSON.stringify({ pid: 1, host: 'elsewhere', startedAt: null }));
    await expect(withLock(lock, { what, waitMs: 20 }, () => 0)).rejects.toMatchObject({
      code: 'lock.busy',
    });
  });

  it.each([
    ['null', 'null'],
    ['a number', '7'],
    ['nothing that names a process', '{}'],
    ['a process group', `{"pid":-1,"host":"${hostname()}","startedAt":null}`],
    ['another path', `{"pid":1,"host":"${hostname()}","startedAt":"/../../x"}`],
    ['half a record', '{"pid":'],
  ])('takes a lock that holds %s for one without an owner', async (_name, content) => {
    const lock = join(tempFolder(), 'x.lock');
    fs.writeFileSync(lock, content);
    await expect(withLock(lock, { what, waitMs: 20 }, () => 0)).rejects.toMatchObject({
      code: 'lock.busy',
      message: 'another AIM is changing the test file',
      hint: `Wait and try again; if no AIM is running, remove ${lock}`,
    });
    expect(fs.readFileSync(lock, 'utf8')).toBe(content);
  });

  it('lets 8 processes count to 200 together, some of them killed', async () => {
    const folder = tempFolder();
    const counter = join(folder, 'counter');
    fs.writeFileSync(counter, '0');
    const driver = bundleDriver(
      `import { lockHolder, withLock } from '../../src/files/with-lock.js';
       import * as fs from 'node:fs';
       const counter = process.argv[2];
       for (let n = 0; n < 25; n++) {
         await withLock(counter + '.lock', { what: 'the counter', waitMs: 60_000 }, () => {
           fs.writeFileSync(counter, String(Number(fs.readFileSync(counter, 'utf8')) + 1));
         });
       }
       process.stdout.write('done');`,
      import.meta.dirname,
    );
    const holder = bundleDriver(
      `import { lockHolder, withLock } from '../../src/files/with-lock.js';
       await withLock(process.argv[2] + '.lock', { what: 'the counter', waitMs: 60_000 }, () => {
         process.kill(process.pid, 'SIGKILL');
       });`,
      import.meta.dirname,
    );
    const counts = Array.from({ length: 8 }, () => runDriver(driver, [counter]));
    const deaths = Array.from({ length: 4 }, () => runDriver(holder, [counter]));
    const results = await Promise.all(counts);
    expect((await Promise.all(deaths)).map(({ signal }) => signal)).toEqual(
      Array(4).fill('SIGKILL'),
    );
    expect(results.map(({ stdout, stderr }) => stdout + stderr)).toEqual(Array(8).fill('done'));
    expect(fs.readFileSync(counter, 'utf8')).toBe('200');
  });
});
