import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { processIsGone, withLock } from '@aim/core';
import { noteAttempt } from '../../src/breaker/note-attempt.js';
import type { BreakerState } from '../../src/breaker/state.js';
import { breaking, deadProcess, tools, type Breaking } from '../support/breaking.js';
import { tempFolder } from '../support/machine.js';

const stateFile = (bench: Breaking) => join(bench.paths.state, 'breakers/state.json');
const stateOf = (bench: Breaking) =>
  JSON.parse(fs.readFileSync(stateFile(bench), 'utf8')) as BreakerState;

async function opened(): Promise<Breaking> {
  const bench = breaking(tempFolder(), tools('a', 'b'));
  for (let n = 0; n < 3; n++) await bench.attempt('a', 'TOOL_CRASH');
  return bench;
}

/** Every path below a folder with its content. */
function tree(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => fs.readFileSync(join(parentPath, name), 'utf8') + name);
}

describe('the state of the breakers', () => {
  it('is a file for the user alone, in a folder for the user alone', async () => {
    const bench = await opened();
    expect(fs.statSync(stateFile(bench)).mode & 0o777).toBe(0o600);
    expect(fs.statSync(join(bench.paths.state, 'breakers')).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(join(bench.paths.state, 'breakers'))).toEqual(['state.json']);
  });

  it('holds no value of a key', async () => {
    const env = { A_KEY: 'sk-live-0123456789abcdef' };
    const [tool] = tools('a');
    const bench = breaking(tempFolder(), [{ ...tool, keys: [{ env: 'A_KEY' }] } as never], { env });
    await bench.attempt('a', 'RATE_LIMITED');
    const text = fs.readFileSync(stateFile(bench), 'utf8');
    expect(text).toMatch(/account:env\/[0-9a-f]{12}/);
    expect(text).not.toContain(env.A_KEY);
  });

  it('is not written by who only looks, nor by a success of what never failed', async () => {
    const bench = breaking(tempFolder(), tools('a', 'b'));
    await bench.plan();
    await bench.attempt('a', 'ok');
    expect(tree(bench.folder)).toEqual([]);
    await bench.attempt('b', 'TOOL_CRASH');
    const before = tree(bench.folder);
    await bench.plan();
    await bench.attempt('a', 'ok');
    expect(tree(bench.folder)).toEqual(before);
  });

  it('forgets who is well again', async () => {
    const bench = await opened();
    bench.clock.now += 15_000;
    await bench.attempt('a', 'ok');
    // What is left is the retry budget, which takes time to be full again.
    expect(stateOf(bench).records['tool:a']).toMatchObject({
      opening: null,
      inARow: 0,
      recent: [],
    });
    bench.clock.now += 25 * 3_600_000;
    await bench.attempt('b', 'TOOL_CRASH');
    expect(Object.keys(stateOf(bench).records)).toEqual(['tool:b']);
  });

  it.each([
    '{"version":1,"salt":"x","rec',
    '[]',
    '{"version":1}',
    '{"version":1,"salt":"","records":{"tool:a":{}},"folded":[]}',
    '',
  ])('that is damaged (%j) counts as closed, is kept byte for byte and told once', async (text) => {
    const bench = await opened();
    fs.writeFileSync(stateFile(bench), text);
    expect((await bench.plan()).chain).toEqual(['a', 'b']);
    expect(fs.readFileSync(stateFile(bench), 'utf8')).toBe(text);
    const book = await bench.book();
    book.store.read();
    const admitted = { startedAt: bench.clock.now, lease: null, probe: null };
    const failed = { class: 'TOOL_CRASH', started: true } as const;
    await noteAttempt(book, bench.tool('b'), { admitted, failed });
    expect(book.store.warnings()).toEqual([
      `${stateFile(bench)} does not parse: every breaker counts as closed, and the file is kept aside`,
    ]);
    const kept = fs
      .readdirSync(join(bench.paths.state, 'breakers'))
      .find((name) => name.includes('damaged'));
    expect(fs.readFileSync(join(bench.paths.state, 'breakers', kept ?? ''), 'utf8')).toBe(text);
    expect(Object.keys(stateOf(bench).records)).toEqual(['tool:b']);
  });

  it('of a newer AIM is left alone', async () => {
    const bench = await opened();
    const text = '{"version":2,"what":"ever"}';
    fs.writeFileSync(stateFile(bench), text);
    for (let n = 0; n < 4; n++) await bench.attempt('b', 'TOOL_CRASH');
    expect((await bench.plan()).chain).toEqual(['a', 'b']);
    expect(fs.readFileSync(stateFile(bench), 'utf8')).toBe(text);
  });

  it('that cannot be written stops nobody', async () => {
    const bench = breaking(tempFolder(), tools('a'));
    fs.writeFileSync(bench.paths.state, 'a file where the folder should be');
    const book = await bench.book();
    const admitted = { startedAt: bench.clock.now, lease: null, probe: null };
    const failed = { class: 'TOOL_CRASH', started: true } as const;
    await noteAttempt(book, bench.tool('a'), { admitted, failed });
    expect(book.store.warnings()).toEqual([expect.stringContaining(bench.paths.state)]);
  });
});

describe('while another process holds the lock', () => {
  const lockOf = (bench: Breaking) => join(bench.paths.state, 'breakers/lock');

  it('a failure is noted beside the state, counts at once, and is folded in once', async () => {
    const bench = breaking(tempFolder(), tools('a', 'b'));
    for (let n = 0; n < 2; n++) await bench.attempt('a', 'TOOL_CRASH');
    const before = fs.readFileSync(stateFile(bench), 'utf8');
    await withLock(lockOf(bench), { what: 'the test' }, () => bench.attempt('a', 'TOOL_CRASH'));
    expect(fs.readFileSync(stateFile(bench), 'utf8')).toBe(before);
    expect((await bench.plan()).chain).toEqual(['b']);
    const notes = join(bench.paths.state, 'breakers/notes');
    const [note = ''] = fs.readdirSync(notes);
    const text = fs.readFileSync(join(notes, note), 'utf8');
    await bench.attempt('b', 'TOOL_CRASH');
    expect(fs.readdirSync(notes)).toEqual([]);
    expect(stateOf(bench).records['tool:a']).toMatchObject({ inARow: 3, tokens: 7 });
    // As after a crash between the state and the removal of its notes.
    fs.writeFileSync(join(notes, note), text);
    await bench.attempt('b', 'TOOL_CRASH');
    expect(stateOf(bench).records['tool:a']).toMatchObject({ inARow: 3, tokens: 7 });
    expect(fs.readdirSync(notes)).toEqual([]);
  });

  it('nobody gets a lease', async () => {
    const bench = await opened();
    bench.clock.now += 15_000;
    const asked = withLock(lockOf(bench), { what: 'the test' }, () => bench.admit('a'));
    expect(await asked).toMatchObject({ refused: expect.stringMatching(/^another attempt/) });
    expect(await bench.admit('a')).toMatchObject({ probe: 'half-open' });
  });

  it('that is dead, its lock is taken over', async () => {
    const bench = await opened();
    fs.writeFileSync(lockOf(bench), JSON.stringify(deadProcess));
    await bench.attempt('b', 'TOOL_CRASH');
    expect(Object.keys(stateOf(bench).records)).toEqual(['tool:a', 'tool:b']);
  });
});

describe('a lease', () => {
  async function onTrial() {
    const bench = await opened();
    bench.clock.now += 15_000;
    const first = await bench.admit('a');
    return { bench, first };
  }

  it('lets one attempt through, and everybody else to the next tool', async () => {
    const { bench, first } = await onTrial();
    expect(first).toMatchObject({ probe: 'half-open', lease: expect.any(String) });
    expect((await bench.plan()).chain).toEqual(['b']);
    expect(await bench.admit('a')).toHaveProperty('refused');
  });

  it('ends with its attempt, whatever came of it', async () => {
    const { bench, first } = await onTrial();
    const ended = {
      admitted: first as never,
      failed: { class: 'REFUSED', started: true } as const,
    };
    await noteAttempt(await bench.book(), bench.tool('a'), ended);
    expect(await bench.admit('a')).toMatchObject({ probe: 'half-open' });
  });

  it('ends with its deadline, and with its process', async () => {
    const { bench } = await onTrial();
    bench.clock.now += 1000 + 5000;
    expect(await bench.admit('a')).toMatchObject({ probe: 'half-open' });
    const state = stateOf(bench);
    const record = state.records['tool:a'];
    if (!record?.lease) throw new Error('There is no lease');
    record.lease.owner = deadProcess;
    fs.writeFileSync(stateFile(bench), JSON.stringify(state));
    expect(await bench.admit('a')).toMatchObject({ probe: 'half-open' });
  });

  it('of another machine counts until its deadline', () => {
    expect(processIsGone({ ...deadProcess, host: 'elsewhere' })).toBe(false);
    expect(processIsGone({ pid: process.pid, host: hostname(), startedAt: 'another' })).toBe(true);
  });
});
