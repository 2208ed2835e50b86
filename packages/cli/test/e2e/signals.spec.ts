import { describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimFile } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

interface Started {
  child: ChildProcess;
  stderr: () => string;
  ended: Promise<[number | null, NodeJS.Signals | null]>;
}

function start(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [aimFile, ...args], {
    env: { HOME: tempFolder(), PATH: '/usr/bin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, signal) => resolve([code, signal])),
  );
  return { child, stderr: () => stderr, ended };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isTrue(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(isTrue()).toBe(true);
}

function isGone(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
}

describe('aim invoke, when it is ended', () => {
  it.each([
    ['SIGHUP', 1],
    ['SIGQUIT', 1],
    ['SIGINT', 1],
    ['SIGINT', 2],
  ] as const)('by %s (%i times) leaves nothing of the tool behind', async (signal, times) => {
    const file = join(tempFolder(), 'pid');
    const stubborn = times === 1 ? '' : "trap '' TERM INT HUP;";
    const tool = programs({ claude: `${stubborn} echo $$ > ${file}; sleep 600 & wait; sleep 600` });
    const { child, ended } = start(['invoke', 'chat', 'hi', '--tool', 'claude'], pathWith(tool));
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
    child.kill(signal);
    if (times === 2) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      child.kill(signal);
    }
    expect(await ended).toEqual([130, null]);
    await until(() => isGone(Number(readFileSync(file, 'utf8'))));
  });
});

describe('aim run', () => {
  it.each(['SIGUSR1', 'SIGUSR2'] as const)('hands %s on and opens no debugger', async (signal) => {
    const file = join(tempFolder(), 'ready');
    // A program without children: a shell tells of a child that the group's signal ended.
    const script = `process.on('${signal}', () => process.exit(7)); setInterval(() => 0, 1000);
      require('node:fs').writeFileSync('${file}', '')`;
    const { child, stderr, ended } = start(['run', '--', process.execPath, '-e', script], {});
    await until(() => existsSync(file));
    child.kill(signal);
    expect(await ended).toEqual([7, null]);
    expect(stderr()).toBe('');
  });
});
