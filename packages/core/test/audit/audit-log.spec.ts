import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createAuditLog } from '../../src/audit/audit-log.js';
import { lastAuditRecord, recentAuditRecords } from '../../src/audit/last-record.js';
import { aimPaths } from '../../src/paths/aim-paths.js';
import { createRedactor } from '../../src/redact/redact-text.js';
import { testHost } from '../support/test-host.js';
import { tempFolder } from '../support/temp-folder.js';
import { linesOf, ownLog } from './support.js';

const host = testHost({ env: { USER: 'ann' } });

describe('createAuditLog', () => {
  it('appends one line a record, one file a day, for the user alone', async () => {
    const { log, file: named } = ownLog();
    const details = { key: 'A' };
    expect(await log.append({ event: 'secret_set', message: 'stored', details })).toEqual({});
    const file = named('2026-11-21.jsonl');
    expect(JSON.parse(linesOf(file)[0] as string)).toEqual({
      timestamp: '2026-11-21T10:00:00.000Z',
      event_type: 'secret_set',
      severity: 'info',
      message: 'stored',
      details: { key: 'A' },
      user: 'ann',
      session_id: expect.stringMatching(/^[0-9a-f]{8}$/),
      prev: '0'.repeat(64),
      seq: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes only the kinds that the configuration names', async () => {
    const { log, place } = ownLog({ events: ['tool_invoke'] });
    await log.append({ event: 'secret_get', message: 'read' });
    await log.append({ event: 'tool_run', message: 'ran' });
    expect(lastAuditRecord(place)?.event_type).toBe('tool_run');
    expect(linesOf(log.file() as string)).toHaveLength(1);
  });

  it('writes nothing when it is switched off', async () => {
    const { log, paths } = ownLog({ enabled: false });
    expect(await log.append({ event: 'tool_run', message: 'ran' })).toEqual({});
    expect(log.file()).toBeUndefined();
    expect(fs.existsSync(paths.auditDir)).toBe(false);
  });

  it('writes to audit.logPath, with its variables replaced', async () => {
    const folder = tempFolder();
    const own = testHost({ env: { AIM_REGISTRY_PATH: folder } });
    const logPath = '%AIM_REGISTRY_PATH%/AIM_audit/audit.jsonl';
    const log = createAuditLog(own, aimPaths(own), { logPath });
    await log.append({ event: 'tool_run', message: 'ran' });
    expect(linesOf(join(folder, 'AIM_audit/audit.jsonl'))).toHaveLength(1);
  });

  it('masks values that slipped in', async () => {
    const { log } = ownLog();
    const redact = createRedactor(['sk-secret-value']);
    const details = { a: ['sk-secret-value'] };
    await log.append({ event: 'tool_run', message: 'ran sk-secret-value', details, redact });
    expect(fs.readFileSync(log.file() as string, 'utf8')).not.toContain('sk-secret-value');
  });

  it('hands back the reason when it cannot write, and rejects nothing', async () => {
    const { log, paths } = ownLog();
    fs.mkdirSync(paths.data, { recursive: true });
    fs.writeFileSync(paths.auditDir, 'a file where the folder should be');
    const { failure } = await log.append({ event: 'tool_run', message: 'ran' });
    expect(failure).toMatchObject({ code: 'ENOTDIR' });
  });

  it('appends in the order of the calls', async () => {
    const { log, place } = ownLog();
    const messages = ['a', 'b', 'c', 'd'];
    await Promise.all(messages.map((message) => log.append({ event: 'tool_run', message })));
    const read = recentAuditRecords(place, { limit: 9 });
    expect(read.map(({ message }) => message)).toEqual(messages.toReversed());
  });
});

describe('lastAuditRecord', () => {
  it('answers undefined where nothing was ever recorded', () => {
    expect(lastAuditRecord(aimPaths(host).auditDir)).toBeUndefined();
  });

  it('passes over empty days and half lines', () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, '2026-11-20.jsonl'), '{"timestamp":"t","message":"yes"}\nhalf');
    fs.writeFileSync(join(folder, '2026-11-21.jsonl'), '');
    expect(lastAuditRecord(folder)?.message).toBe('yes');
  });

  it('passes over what is no file that it can read', () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, '2026-11-20.jsonl'), '{"timestamp":"t","message":"yes"}\n');
    fs.mkdirSync(join(folder, '2999-01-01.jsonl'));
    execFileSync('mkfifo', [join(folder, '2999-01-02.jsonl')]);
    fs.symlinkSync('2999-01-03.jsonl', join(folder, '2999-01-03.jsonl'));
    fs.symlinkSync('nowhere', join(folder, '2999-01-04.jsonl'));
    fs.writeFileSync(join(folder, '2999-01-05.jsonl'), 'null\n[]\n{"timestamp":1}\n');
    expect(lastAuditRecord(folder)?.message).toBe('yes');
    expect(lastAuditRecord(join(folder, '2999-01-03.jsonl'))).toBeUndefined();
  });
});

describe('recentAuditRecords', () => {
  const days = () => {
    const folder = tempFolder();
    fs.writeFileSync(join(folder, '2026-11-20.jsonl'), lines('1', '2'));
    fs.writeFileSync(join(folder, '2026-11-21.jsonl'), `${lines('3')}half\n${lines('4')}`);
    return folder;
  };
  const lines = (...messages: string[]) =>
    messages.map((message) => `{"timestamp":"t","message":"${message}"}\n`).join('');
  const messages = (place: string, limit: number, tailBytes?: number) =>
    recentAuditRecords(place, { limit, ...(tailBytes && { tailBytes }) }).map(
      ({ message }) => message,
    );

  it('answers the newest first, over the files of many days', () => {
    expect(messages(days(), 10)).toEqual(['4', '3', '2', '1']);
    expect(messages(days(), 3)).toEqual(['4', '3', '2']);
    expect(messages(days(), 0)).toEqual([]);
  });

  it('reads one file, and no more of it than it may', () => {
    const file = join(days(), '2026-11-21.jsonl');
    expect(messages(file, 10)).toEqual(['4', '3']);
    expect(messages(file, 10, lines('4').length + 2)).toEqual(['4']);
    expect(messages(join(file, 'nowhere'), 10)).toEqual([]);
  });

  it('finds the lines that hold a text, over the chunks in which a file is read', () => {
    const file = join(tempFolder(), 'log.jsonl');
    const filler = 'x'.repeat(700);
    const all = Array.from(
      { length: 5000 },
      (_, n) => `${n}${n % 1000 === 7 ? ' wanted' : filler}`,
    );
    fs.writeFileSync(file, lines(...all));
    const wanted = ['4007 wanted', '3007 wanted', '2007 wanted', '1007 wanted', '7 wanted'];
    const found = recentAuditRecords(file, { limit: 9, needle: 'wanted' });
    expect(found.map(({ message }) => message)).toEqual(wanted);
    expect(messages(file, 5000)).toEqual(all.toReversed());
  });
});
