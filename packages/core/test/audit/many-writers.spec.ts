import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { aimPaths, createAuditLog, recentAuditRecords, systemHost, verifyLog } from '@aim/core';
import { bundleDriver, runDriver } from '../support/driver.js';
import { tempFolder } from '../support/temp-folder.js';

/** Appends so many records; each that was acknowledged is printed. */
const driver = bundleDriver(
  `import { createAuditLog } from '../../src/audit/audit-log.js';
   import { aimPaths } from '../../src/paths/aim-paths.js';
   import { systemHost } from '../../src/host/host.js';
   import { writeSync } from 'node:fs';
   const [home, name, count] = process.argv.slice(2);
   const host = { ...systemHost(), env: { AIM_HOME: home } };
   const log = createAuditLog(host, aimPaths(host));
   for (let n = 0; n < Number(count); n++) {
     const message = name + '-' + n + '-' + 'x'.repeat(200);
     const { failure } = await log.append({ event: 'tool_run', message });
     writeSync(1, failure === undefined ? message + '\\n' : 'failed: ' + failure.code + '\\n');
   }`,
  import.meta.dirname,
);

function logIn(home: string) {
  const host = { ...systemHost(), env: { AIM_HOME: home } };
  const log = createAuditLog(host, aimPaths(host));
  const place = log.place as string;
  return {
    log,
    verify: () => verifyLog(place),
    messages: () => recentAuditRecords(place, { limit: Infinity }).map(({ message }) => message),
  };
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('many processes that append at once', () => {
  it('lose and tear no record, and leave one chain', async () => {
    const home = tempFolder();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(names.map((name) => runDriver(driver, [home, name, '100'])));
    const { verify, messages } = logIn(home);
    expect(await verify()).toMatchObject({ chained: 600, unchained: 0, broken: null });
    expect(new Set(messages()).size).toBe(600);
  });

  it('lose nothing that was acknowledged when all are killed', async () => {
    const home = tempFolder();
    const told: string[] = [];
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(async (name) => {
        const child = spawn(process.execPath, [driver, home, name, '100000']);
        let text = '';
        await new Promise((resolve) => {
          child.stdout.on('data', (chunk: Buffer) => {
            text += chunk.toString();
            if (linesOf(text).length > 20) child.kill('SIGKILL');
          });
          child.once('close', resolve);
        });
        // Killed amid its line, a writer may have told half of it.
        told.push(...linesOf(text.slice(0, text.lastIndexOf('\n') + 1)));
      }),
    );
    const { log, verify, messages } = logIn(home);
    expect((await log.append({ event: 'tool_run', message: 'after' })).failure).toBeUndefined();
    const there = new Set(messages());
    expect(told.filter((message) => !there.has(message))).toEqual([]);
    expect(told.length).toBeGreaterThan(8 * 20);
    expect(await verify()).toMatchObject({ broken: null });
  });
});

describe('a file system that takes no more', () => {
  it('fails the record, keeps the log whole, and is written to again once there is room', async () => {
    const home = tempFolder();
    const { status, stdout } = await limited(home);
    expect(status).toBe(0);
    const lines = linesOf(stdout);
    expect(lines).toHaveLength(40);
    expect(lines.at(-1)).toBe('failed: EFBIG');
    const { log, verify, messages } = logIn(home);
    const written = lines.filter((line) => !line.startsWith('failed'));
    expect(written.length).toBeGreaterThan(5);
    expect(messages()).toEqual(written.toReversed());
    expect(await log.append({ event: 'tool_run', message: 'after' })).toEqual({});
    expect(await verify()).toMatchObject({
      chained: written.length + 1,
      unchained: 0,
      broken: null,
    });
    expect(fs.readdirSync(join(home, 'data'))).toEqual(['audit', 'audit.head']);
  });

  /** A file of it may have 4 or 8 KiB, by the shell's unit. */
  function limited(home: string): Promise<{ status: number | null; stdout: string }> {
    const script = `ulimit -f 8; exec '${process.execPath}' '${driver}' '${home}' full 40`;
    const child = spawn('/bin/sh', ['-c', script]);
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    return new Promise((resolve) => child.once('close', (status) => resolve({ status, stdout })));
  }
});
