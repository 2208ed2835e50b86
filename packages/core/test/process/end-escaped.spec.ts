import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { endEscaped, markRun } from '../../src/process/end-escaped.js';
import { findProcesses, until } from '../support/processes.js';

const linux = { platform: 'linux' } as const;
const ids: string[] = [];

/** A program of which a part leaves its process group, and whose own end leaves that part behind. */
function escape(env: Record<string, string>): void {
  spawnSync('/bin/sh', ['-c', 'setsid sleep 987 >/dev/null 2>&1 </dev/null &'], { env });
}

function mark(env: Record<string, string> = {}) {
  const made = markRun({ PATH: '/usr/bin:/bin', ...env });
  ids.push(made.id);
  return made;
}

afterEach(async () => {
  for (const id of ids.splice(0)) await endEscaped(id, linux);
});

const running = (id: string) => findProcesses('sleep', id).length;

describe('endEscaped', () => {
  it('ends what left the process group, and nothing else', async () => {
    const one = mark();
    const other = mark();
    escape(one.env);
    escape(other.env);
    await until(() => running(one.id) === 1 && running(other.id) === 1);
    expect(await endEscaped(one.id, linux)).toBe(0);
    expect([running(one.id), running(other.id)]).toEqual([0, 1]);
  });

  it('ends what comes from an AIM within an AIM with the outer one', async () => {
    const outer = mark();
    const inner = mark(outer.env);
    escape(inner.env);
    await until(() => running(inner.id) === 1);
    await endEscaped(outer.id, linux);
    expect(running(inner.id)).toBe(0);
  });

  it('ends what starts others while it is being ended', async () => {
    const { id, env } = mark();
    const again = 'trap "" TERM; while :; do setsid sleep 987 & sleep 0.02; done';
    const child = spawn('/bin/sh', ['-c', again], { env, detached: true, stdio: 'ignore' });
    child.unref();
    await until(() => running(id) > 2);
    expect(await endEscaped(id, linux)).toBe(0);
    expect(running(id)).toBe(0);
  });

  it('does nothing where there is none', async () => {
    expect(await endEscaped(mark().id, linux)).toBe(0);
    expect(await endEscaped(mark().id, { platform: 'darwin' })).toBe(0);
  });
});
