import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { runCaptured, type CapturedRun } from '../../src/process/run-captured.js';
import { bundleDriver, runDriver } from '../support/driver.js';
import { tempFolder } from '../support/temp-folder.js';

const env = { PATH: process.env['PATH'] ?? '' };

function sh(script: string, more: Partial<CapturedRun> = {}) {
  const run = { file: '/bin/sh', args: ['-c', script], env, cwd: tempFolder(), deadlineMs: 20_000 };
  return runCaptured({ ...run, ...more });
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const state = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state === 'Z';
  } catch {
    return true;
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (hasEnded(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

/** What a program wrote into a file, once it has. */
async function written(path: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '';
    if (text.endsWith('\n')) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${path} never came`);
}

describe('runCaptured', () => {
  it('hands over the input, closes it, and answers with both outputs and the code', async () => {
    const result = await sh('cat; echo to stderr >&2; exit 3', { input: 'hello' });
    expect(result).toEqual({
      exitCode: 3,
      signal: null,
      stdout: 'hello',
      stderr: 'to stderr\n',
      truncated: false,
      endedBy: 'itself',
    });
  });

  it.each([
    ['nothing for too long', 'sleep 61', { endedBy: 'start', stdout: '' }],
    ['nothing more', 'echo first; sleep 62', { endedBy: 'idle', stdout: 'first\n' }],
    [
      'something now and then',
      'echo a >&2; sleep 1.2; echo b; sleep 1.2; echo c',
      { endedBy: 'itself', stdout: 'b\nc\n' },
    ],
  ])('watches a program that prints %s', async (_what, script, result) => {
    expect(await sh(script, { startMs: 2000, idleMs: 2000 })).toMatchObject(result);
  });

  it('ends a program that prints without end', async () => {
    const { endedBy, truncated, stdout } = await sh('exec cat /dev/zero', { maxBytes: 1000 });
    expect({ endedBy, truncated }).toEqual({ endedBy: 'output', truncated: true });
    expect(stdout.length).toBeLessThan(2000);
  });

  it('closes stdin when there is nothing to read, so that nothing waits for it', async () => {
    expect((await sh('cat; echo end')).stdout).toBe('end\n');
  });

  it('gives the program its environment and no other', async () => {
    const { stdout } = await sh('env | cut -d= -f1 | sort', { env: { ...env, ONLY: '1' } });
    expect(
      stdout.split('\n').filter((name) => !['', 'PWD', 'SHLVL', '_', 'OLDPWD'].includes(name)),
    ).toEqual(['ONLY', 'PATH']);
  });

  it('ends with the program although a grandchild keeps the output open, and ends that too', async () => {
    const { stdout, endedBy } = await sh('sleep 60 & echo $!');
    expect(endedBy).toBe('itself');
    expect(await isGone(Number(stdout))).toBe(true);
  });

  it('ends a program that ignores SIGTERM at the deadline, with its children', async () => {
    const file = join(tempFolder(), 'pid');
    const result = await sh(
      `trap '' TERM; sleep 60 & echo $! > ${file}; while :; do sleep 1; done`,
      {
        deadlineMs: 300,
      },
    );
    expect(result.endedBy).toBe('deadline');
    expect(result.signal).toBe('SIGKILL');
    expect(await isGone(Number(fs.readFileSync(file, 'utf8')))).toBe(true);
  });

  it('stops when it is told to', async () => {
    const cancel = new AbortController();
    const running = sh('sleep 60', { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 100);
    expect(await running).toMatchObject({ endedBy: 'abort', signal: 'SIGTERM' });
  });

  it('does not start what is cancelled already for long', async () => {
    expect(await sh('sleep 60', { signal: AbortSignal.abort() })).toMatchObject({
      endedBy: 'abort',
    });
  });

  it('kills at once what is told to end a second time', async () => {
    const [cancel, kill] = [new AbortController(), new AbortController()];
    const folder = tempFolder();
    const running = sh(
      `trap 'echo asked > asked' TERM; sleep 60 & echo $$ $! > pids; while :; do sleep 0.05; done`,
      { cwd: folder, signal: cancel.signal, kill: kill.signal },
    );
    const pids = (await written(join(folder, 'pids'))).trim().split(' ').map(Number);
    cancel.abort();
    await written(join(folder, 'asked'));
    kill.abort();
    // No timer of ours can fire in this loop: it is the second request that ends the program.
    for (let tries = 0; tries < 200 && !pids.every(hasEnded); tries++) spawnSync('sleep', ['0.02']);
    expect(pids.map(hasEnded)).toEqual([true, true]);
    expect(await running).toMatchObject({ endedBy: 'abort', signal: 'SIGKILL' });
  });

  it('kills without asking first when that is all it is told', async () => {
    expect(await sh('sleep 60', { kill: AbortSignal.abort() })).toMatchObject({
      endedBy: 'abort',
      signal: 'SIGKILL',
    });
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])('takes a deadline of %d ms', async (deadlineMs) => {
    expect(await sh('sleep 0.2; echo end', { deadlineMs })).toMatchObject({
      stdout: 'end\n',
      endedBy: 'itself',
    });
  });

  it.each([
    ['process.exit', 'process.exit(3)'],
    ['an uncaught error', 'throw new Error("a bug")'],
  ])('leaves nothing behind when AIM ends by %s', async (_name, ending) => {
    const file = join(tempFolder(), 'pids');
    const driver = bundleDriver(
      `import { runCaptured } from '../../src/process/run-captured.js';
       import * as fs from 'node:fs';
       const [file] = process.argv.slice(2);
       void runCaptured({
         file: '/bin/sh', args: ['-c', 'sleep 60 & echo $$ $! > "$0"; wait', file],
         env: { PATH: process.env.PATH ?? '' }, cwd: '/', deadlineMs: 60_000,
       });
       setInterval(() => {
         if (fs.existsSync(file) && fs.readFileSync(file, 'utf8').includes('\\n')) ${ending};
       }, 20);`,
      import.meta.dirname,
    );
    expect((await runDriver(driver, [file])).code).not.toBe(0);
    for (const pid of fs.readFileSync(file, 'utf8').trim().split(' ')) {
      expect(await isGone(Number(pid))).toBe(true);
    }
  });

  it('adds one listener for any number of runs, and takes it away', async () => {
    const before = process.listenerCount('exit');
    const runs = Array.from({ length: 12 }, () => sh('sleep 0.3'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(process.listenerCount('exit')).toBe(before + 1);
    await Promise.all(runs);
    expect(process.listenerCount('exit')).toBe(before);
  });

  it('masks values, and cuts the output only after that', async () => {
    const value = 'sk-test-1234567890abcdef';
    const cutAt = 5 * 1024 * 1024;
    const result = await sh(
      `yes x | tr -d '\\n' | head -c ${cutAt - 10}; printf ${value}; yes x | tr -d '\\n' | head -c 8000000
       printf 'key: sk-test-'; sleep 0.1; echo 1234567890abcdef >&1; echo '${value}' >&2`,
      { values: [value] },
    );
    expect(result.truncated).toBe(true);
    expect(result.stdout).not.toMatch(/sk-|[0-9]abc|cdef/);
    expect(result.stdout.endsWith('key: [redacted]\n')).toBe(true);
    expect(result.stderr).toBe('[redacted]\n');
  });

  it('hands on the end of an output that could have become a value', async () => {
    expect(await sh('printf "begin sk-test-"', { values: ['sk-test-12345'] })).toMatchObject({
      stdout: 'begin sk-test-',
    });
  });

  it('keeps the beginning and the end of an output that is too long', async () => {
    const { stdout, truncated } = await sh('echo begin; yes | head -c 1000000; echo end', {
      maxBytes: 1000,
    });
    expect(truncated).toBe(true);
    expect(stdout.startsWith('begin\n')).toBe(true);
    expect(stdout.endsWith('end\n')).toBe(true);
    expect(stdout.length).toBeLessThan(1100);
  });

  it('survives a program that does not read its input', async () => {
    expect(await sh('exit 0', { input: 'x'.repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  });

  it('tells a missing program from one that cannot be executed', async () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, 'text'), 'no program', { mode: 0o644 });
    await expect(sh('', { file: join(folder, 'none') })).rejects.toMatchObject({
      code: 'run.not_found',
    });
    await expect(sh('', { file: join(folder, 'text') })).rejects.toMatchObject({
      code: 'run.not_executable',
    });
  });
});
