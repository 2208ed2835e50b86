import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { recentAuditRecords, verifyLog } from '@aim/core';
import { sha256Hex } from '../../src/audit/sha256.js';
import { tempFolder } from '../support/temp-folder.js';
import { linesOf, ownLog, writeLines } from './support.js';

const day = '2026-11-21.jsonl';

async function logOf(...messages: string[]) {
  const own = ownLog();
  await own.run(...messages);
  const file = own.file(day);
  return { ...own, file, lines: linesOf(file), verify: () => verifyLog(own.place) };
}

describe('sha256Hex', () => {
  it('is SHA-256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('verifyLog', () => {
  it('finds nothing wrong with a log that nobody touched, and with none at all', async () => {
    const { verify } = await logOf('a', 'b', 'c');
    expect(await verify()).toMatchObject({
      chained: 3,
      unchained: 0,
      first: 1,
      last: 3,
      notes: [],
    });
    expect(await verify()).toMatchObject({ broken: null });
    expect(await verifyLog(join(tempFolder(), 'nowhere'))).toMatchObject({
      files: 0,
      broken: null,
    });
  });

  it('can be done by hand: the hash is that of the line with the hash before in its place', async () => {
    const { lines } = await logOf('a', 'b');
    const [first, second] = lines.map((line) => JSON.parse(line) as { hash: string });
    const text = (lines[1] as string).replace(second?.hash as string, first?.hash as string);
    expect(createHash('sha256').update(text).digest('hex')).toBe(second?.hash);
  });

  it('names a record that was changed', async () => {
    const { file, lines, verify } = await logOf('a', 'b', 'c');
    writeLines(
      file,
      lines.map((line) => line.replace('"message":"b"', '"message":"x"')),
    );
    expect((await verify()).broken).toMatchObject({ kind: 'changed', file, line: 2, seq: 2 });
  });

  it('names records that are missing, in the middle and at the end', async () => {
    const { file, lines, verify } = await logOf('a', 'b', 'c', 'd');
    writeLines(file, [lines[0], lines[3]] as string[]);
    expect((await verify()).broken).toMatchObject({
      kind: 'missing',
      line: 2,
      message: 'records 2 to 3 are missing',
    });
    writeLines(file, lines.slice(0, 3));
    expect((await verify()).broken).toMatchObject({ kind: 'missing', seq: 4 });
  });

  it('names records that changed places, and one that was put in', async () => {
    const { file, lines, verify } = await logOf('a', 'b', 'c', 'd');
    writeLines(
      file,
      [0, 2, 1, 3].map((index) => lines[index] as string),
    );
    expect((await verify()).broken).toMatchObject({ kind: 'reordered', line: 2, seq: 3 });
    writeLines(file, [lines[0] as string, '{"timestamp":"t"}', ...lines.slice(1)]);
    expect((await verify()).broken).toMatchObject({ kind: 'inserted', line: 2 });
  });

  it('finds any line taken away, changed in a byte, doubled or swapped with its neighbour', async () => {
    const own = await logOf('a', 'b', 'c', 'd', 'e');
    const swapped = (at: number) =>
      own.lines.toSpliced(at, 2, ...own.lines.slice(at, at + 2).reverse());
    const changed = (at: number, where: number) => {
      const line = own.lines[at] as string;
      const place = where % line.length;
      const other = line[place] === 'x' ? 'y' : 'x';
      return own.lines.with(at, line.slice(0, place) + other + line.slice(place + 1));
    };
    const at = fc.nat({ max: 3 });
    const harm = fc.oneof(
      at.map((index) => own.lines.toSpliced(index, 1)),
      fc.tuple(at, fc.nat()).map(([index, where]) => changed(index, where)),
      at.map((index) => own.lines.toSpliced(index, 0, own.lines[index] as string)),
      at.map(swapped),
      fc.integer({ min: 0, max: 4 }).map((length) => own.lines.slice(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(harm, async (lines) => {
        writeLines(own.file, lines);
        expect((await own.verify()).broken).not.toBeNull();
      }),
      { numRuns: 300 },
    );
    writeLines(own.file, own.lines);
    expect((await own.verify()).broken).toBeNull();
  });

  it('misses a file of the log, the whole log, and the note of its end', async () => {
    const own = ownLog();
    for (const name of ['2026-11-21', '2026-11-22', '2026-11-23']) {
      own.setDay(name);
      await own.run('a', 'b');
    }
    const verify = async () => (await verifyLog(own.place)).broken;
    const taken = fs.readFileSync(own.file('2026-11-22.jsonl'));
    fs.rmSync(own.file('2026-11-22.jsonl'));
    expect(await verify()).toMatchObject({
      kind: 'missing',
      message: 'records 3 to 4 are missing',
    });
    fs.writeFileSync(own.file('2026-11-22.jsonl'), taken);
    expect(await verify()).toBeNull();
    const head = fs.readFileSync(`${own.place}.head`);
    fs.rmSync(`${own.place}.head`);
    expect(await verify()).toMatchObject({ kind: 'missing', file: null });
    fs.writeFileSync(`${own.place}.head`, head);
    fs.rmSync(own.place, { recursive: true });
    expect(await verify()).toMatchObject({ message: 'records 1 to 6 are missing at the end' });
  });

  it('goes on from the head when records were taken, so that they stay missed', async () => {
    const { file, lines, run, verify } = await logOf('a', 'b', 'c');
    writeLines(file, lines.slice(0, 1));
    await run('d');
    expect(await verify()).toMatchObject({
      chained: 1,
      broken: { message: 'records 2 to 3 are missing' },
    });
  });

  it('leaves what earlier versions wrote as it is, and says that no chain guards it', async () => {
    const own = ownLog();
    fs.mkdirSync(own.place, { recursive: true });
    const old = '{"timestamp":"2026-11-20T10:00:00.000Z","event_type":"tool_run","message":"old"}';
    writeLines(own.file('2026-11-20.jsonl'), [old]);
    fs.writeFileSync(own.file(day), `${old}\n${old.slice(0, 20)}`);
    await own.run('new');
    expect(linesOf(own.file(day))).toHaveLength(3);
    expect(await verifyLog(own.place)).toMatchObject({
      chained: 1,
      unchained: 3,
      notes: [],
      broken: null,
    });
    expect(recentAuditRecords(own.place, { limit: 9 }).map(({ message }) => message)).toEqual([
      'new',
      'old',
      'old',
    ]);
  });

  it('tells of lines that something else appended, once AIM found them, as of no break', async () => {
    const own = await logOf('a');
    fs.appendFileSync(own.file, 'hello\n{"timestamp":"2026-11-21"}\n');
    expect(await own.verify()).toMatchObject({
      broken: null,
      notes: [expect.stringContaining(':2: 2 lines')],
    });
    const { repaired } = await own.again().append({ event: 'tool_run', message: 'b' });
    expect(repaired).toBe('the log held 2 lines that AIM did not chain');
    const verified = await own.verify();
    expect(verified).toMatchObject({ chained: 3, unchained: 2, broken: null });
    expect(verified.notes).toEqual([
      `${own.file}:2: 2 lines without a place in the chain, as record 2 says`,
    ]);
    writeLines(own.file, linesOf(own.file).with(1, 'hallo'));
    expect((await own.verify()).broken).toMatchObject({ kind: 'inserted', line: 2 });
  });
});
