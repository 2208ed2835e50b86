import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { bundleDriver } from '../support/driver.js';

/** A program like `aim run` without a terminal: it runs `node -e SCRIPT`. */
const driver = bundleDriver(
  `import { runTransparent } from '../../src/process/run-transparent.js';
   const result = await runTransparent({
     file: process.execPath, args: ['-e', process.argv[2]], env: {}, hasTerminal: false,
   });
   process.exitCode = result.exitCode;`,
  import.meta.dirname,
);

/** Starts the driver; the script has to print its process id first. */
async function start(script: string) {
  const child = spawn(process.execPath, [driver, script], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => output.includes('\n'));
  return { child, inner: Number.parseInt(output, 10), output: () => output };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isTrue(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(isTrue()).toBe(true);
}

function isStopped(pid: number | undefined): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') T ');
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a program that is stopped (needs /proc)', () => {
  it('stops the runner too, and is continued with it', async () => {
    const { child, inner } = await start(
      `console.log(process.pid); process.stdin.on('data', () => process.exit(5))`,
    );
    child.kill('SIGTSTP');
    await until(() => isStopped(child.pid) && isStopped(inner));
    child.kill('SIGCONT');
    await until(() => !isStopped(child.pid) && !isStopped(inner));
    child.stdin.write('x');
    expect(await once(child, 'exit')).toEqual([5, null]);
  });

  it('is waited for while it puts its terminal in order', async () => {
    const { child, inner, output } = await start(
      `console.log(process.pid); setInterval(() => 0, 1000);
       process.on('SIGTSTP', () => setTimeout(() => {
         console.log('in order'); process.kill(process.pid, 'SIGSTOP');
       }, 300));`,
    );
    child.kill('SIGTSTP');
    await until(() => isStopped(child.pid));
    expect([isStopped(inner), output()]).toEqual([true, `${inner}\nin order\n`]);
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([143, null]);
  });

  it('keeps the runner going when it takes no notice', async () => {
    const { child, output } = await start(
      `console.log(process.pid); setInterval(() => 0, 1000);
       process.on('SIGTSTP', () => console.log('no'));
       process.on('SIGTERM', () => process.exit(6));`,
    );
    child.kill('SIGTSTP');
    await until(() => output().includes('no'));
    expect(isStopped(child.pid)).toBe(false);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([6, null]);
  });
});
