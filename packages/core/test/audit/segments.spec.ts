import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { recentAuditRecords, verifyLog } from '@aim/core';
import { linesOf, ownLog, writeLines } from './support.js';

const filesOf = (place: string) => fs.readdirSync(place).sort();

describe('the files of the log', () => {
  it('begin anew with each day and when one is full; the chain goes on', async () => {
    const own = ownLog({ maxFileMB: 0.01 });
    await own.run('x'.repeat(6000), 'y'.repeat(6000), 'z');
    own.setDay('2026-11-22');
    await own.run('next');
    expect(filesOf(own.place)).toEqual([
      '2026-11-21.2.jsonl',
      '2026-11-21.jsonl',
      '2026-11-22.jsonl',
    ]);
    expect(await verifyLog(own.place)).toMatchObject({ chained: 4, last: 4, broken: null });
    const newest = recentAuditRecords(own.place, { limit: 2 });
    expect(newest.map(({ message }) => message)).toEqual(['next', 'z']);
  });

  it('go on with the later day when the clock is set back', async () => {
    const own = ownLog();
    await own.run('a');
    own.setDay('2026-11-20');
    await own.run('b');
    expect(filesOf(own.place)).toEqual(['2026-11-21.jsonl']);
  });

  it('are removed for their age, which is told apart from a loss', async () => {
    const own = ownLog({ retentionDays: 2 });
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']) {
      own.setDay(day);
      await own.run('a');
    }
    expect(filesOf(own.place)).toEqual([
      '2026-11-22.jsonl',
      '2026-11-23.jsonl',
      '2026-11-24.jsonl',
    ]);
    const verified = await verifyLog(own.place);
    expect(verified).toMatchObject({ first: 2, last: 5, broken: null });
    expect(verified.notes).toEqual(['record 1 was removed for age, as record 4 says']);
    expect(recentAuditRecords(own.place, { limit: 2 })[1]).toMatchObject({
      event_type: 'audit_prune',
      details: { files: ['2026-11-21.jsonl'], through: { seq: 1 } },
    });
    fs.rmSync(own.file('2026-11-22.jsonl'));
    expect((await verifyLog(own.place)).broken).toMatchObject({ kind: 'missing', seq: 1 });
  });

  it('are kept beside the one file of audit.logPath', async () => {
    const own = ownLog({ logPath: 'log.jsonl', maxFileMB: 0.01 });
    await own.run('x'.repeat(9900), 'y'.repeat(9900), 'z');
    own.setDay('2026-11-22');
    await own.run('w');
    expect(filesOf(own.paths.data)).toEqual([
      'log.jsonl',
      'log.jsonl.2026-11-21',
      'log.jsonl.2026-11-21.2',
      'log.jsonl.head',
    ]);
    expect(await verifyLog(own.place)).toMatchObject({ chained: 4, broken: null });
    expect(recentAuditRecords(own.place, { limit: 9 })).toHaveLength(4);
  });

  it('bear the day on which they became full, so that newer records in them are not old', async () => {
    const own = ownLog({ logPath: 'log.jsonl', maxFileMB: 0.01 });
    await own.run('x'.repeat(5000));
    own.setDay('2026-11-25');
    await own.run('y'.repeat(5000), 'z');
    expect(filesOf(own.paths.data)).toEqual([
      'log.jsonl',
      'log.jsonl.2026-11-25',
      'log.jsonl.head',
    ]);
    expect(await verifyLog(own.place)).toMatchObject({ chained: 3, broken: null });
  });

  it('find their end again when the head is lost, and say so', async () => {
    const own = ownLog();
    await own.run('a', 'b');
    fs.rmSync(`${own.place}.head`);
    const { repaired } = await own.log.append({ event: 'tool_run', message: 'c' });
    expect(repaired).toMatch('the note of where the log ends was lost');
    expect(await verifyLog(own.place)).toMatchObject({ chained: 4, broken: null });
  });

  it('take in a record that a process wrote and died before it noted so', async () => {
    const own = ownLog();
    await own.run('a');
    const head = fs.readFileSync(`${own.place}.head`);
    await own.run('b');
    fs.writeFileSync(`${own.place}.head`, head);
    expect(await own.log.append({ event: 'tool_run', message: 'c' })).toEqual({});
    expect(await verifyLog(own.place)).toMatchObject({ chained: 3, unchained: 0, broken: null });
  });

  it('say so when a process died amid a record', async () => {
    const own = ownLog();
    await own.run('a', 'b');
    const file = own.file('2026-11-21.jsonl');
    const lines = linesOf(file);
    fs.writeFileSync(file, `${lines[0]}\n${lines[1]?.slice(0, 50)}`);
    const head = JSON.parse(fs.readFileSync(`${own.place}.head`, 'utf8')) as object;
    const { seq, hash } = JSON.parse(lines[0] as string) as object & { seq: number; hash: string };
    const size = (lines[0] as string).length + 1;
    fs.writeFileSync(`${own.place}.head`, JSON.stringify({ ...head, seq, hash, size }));
    const { repaired } = await own.log.append({ event: 'tool_run', message: 'c' });
    expect(repaired).toBe('the log ended amid a record: a process died while it wrote');
    expect(await verifyLog(own.place)).toMatchObject({ chained: 3, unchained: 1, broken: null });
  });

  it('keep imported records apart from the chain', async () => {
    const own = ownLog();
    fs.mkdirSync(own.place, { recursive: true });
    await own.run('a');
    writeLines(own.file('2026-11-21.imported.jsonl'), ['{"timestamp":"t","message":"old"}']);
    await own.run('b');
    expect(await verifyLog(own.place)).toMatchObject({ chained: 2, unchained: 1, broken: null });
    const messages = recentAuditRecords(own.place, { limit: 9 }).map(({ message }) => message);
    expect(messages).toEqual(['b', 'a', 'old']);
  });
});
