import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { copyForATime, findClipboard } from '../../src/clipboard/clipboard.js';
import { isOnPath, itNeeds } from '../support/needs.js';
import { findProcesses, until } from '../support/processes.js';
import { tempFolder } from '../support/temp-folder.js';
import { testHost } from '../support/test-host.js';
import { startXServer, type XServer } from '../support/x-server.js';

const value = 'sk-live-0123456789abcdef';
let x: XServer;
beforeAll(async () => {
  if (isOnPath('Xvfb')) x = await startXServer();
});
afterAll(() => x?.close());

/** Copies with one program alone on PATH, as a user of this display. */
async function copy(program: string, clearAfterMs: number, state = tempFolder()) {
  const bin = tempFolder();
  symlinkSync(`/usr/bin/${program}`, join(bin, program));
  const host = testHost({
    env: {
      PATH: bin,
      HOME: tempFolder(),
      DISPLAY: x.display,
      OPENAI_API_KEY: value,
      AIM_HOME: '/x',
    },
  });
  const clipboard = await findClipboard(host);
  if (clipboard === undefined) throw new Error('There is no clipboard');
  const latestFile = join(state, 'latest');
  await copyForATime({ host, clipboard, value, clearAfterMs, latestFile, helperFile: undefined });
  return latestFile;
}

const clearing = () => findProcesses('clear-clipboard.mjs', `DISPLAY=${x.display}\0`);

for (const program of ['xclip', 'xsel']) {
  describe(`a value that ${program} copied`, () => {
    const needs = ['Xvfb', 'xclip', program];

    itNeeds(needs, 'is cleared after the time', async () => {
      const latestFile = await copy(program, 500);
      expect(x.clipboard()).toBe(value);
      await until(() => !x.clipboard());
      await until(() => clearing().length === 0);
      expect(existsSync(latestFile)).toBe(false);
    });

    itNeeds(needs, 'is left alone when something else was copied since', async () => {
      await copy(program, 500);
      x.copy(`${value} and more`);
      await until(() => clearing().length === 0);
      expect(x.clipboard()).toBe(`${value} and more`);
    });

    itNeeds(needs, 'is in no argument and no variable of any process', async () => {
      const latestFile = await copy(program, 60_000);
      const [waiting, ...others] = clearing();
      expect(others).toEqual([]);
      expect(findProcesses(value, '')).toEqual([]);
      const seen = findProcesses('', `DISPLAY=${x.display}\0`);
      expect(seen.length).toBeGreaterThanOrEqual(2);
      for (const { environ } of seen) expect(environ).not.toMatch(`${value}|AIM_`);
      expect(readFileSync(latestFile, 'utf8')).toMatch(/^[\w-]{36}$/);
      // It can be ended, and then leaves the clipboard as it is.
      process.kill(waiting?.pid as number);
      await until(() => clearing().length === 0);
      expect(x.clipboard()).toBe(value);
    });
  });
}

describe('the same value, copied again', () => {
  itNeeds(['Xvfb', 'xclip'], 'is cleared at the time of the later copy only', async () => {
    const state = tempFolder();
    await copy('xclip', 500, state);
    await copy('xclip', 60_000, state);
    await until(() => clearing().length === 1);
    expect(x.clipboard()).toBe(value);
    for (const { pid } of clearing()) process.kill(pid);
  });
});

describe('a display that does not answer', () => {
  itNeeds(['xclip'], 'is an error, and leaves no process behind', async () => {
    const host = testHost({ env: { PATH: '/usr/bin', DISPLAY: ':nowhere' } });
    const clipboard = await findClipboard(host);
    if (clipboard === undefined) throw new Error('There is no clipboard');
    const latestFile = join(tempFolder(), 'latest');
    const copied = copyForATime({
      ...{ host, clipboard, value, latestFile },
      ...{ clearAfterMs: 60_000, helperFile: undefined },
    });
    await expect(copied).rejects.toMatchObject({ code: 'clipboard.unavailable' });
    await until(() => findProcesses('clear-clipboard.mjs', 'DISPLAY=:nowhere').length === 0);
    expect(existsSync(latestFile)).toBe(false);
  });
});
