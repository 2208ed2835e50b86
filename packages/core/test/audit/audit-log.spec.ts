import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createAuditLog } from '../../src/audit/audit-log.js';
import { lastAuditRecord, recentAuditRecords } from '../../src/audit/last-record.js';
import { aimPaths } from '../../src/paths/aim-paths.js';
import { createRedactor } from '../../src/redact/redact-text.js';
import { bundleDriver, runDriver } from '../support/driver.js';
import { testHost } from '../support/test-host.js';
import { tempFolder } from '../support/temp-folder.js';

const host = testHost({ env: { USER: 'ann' } });

function linesOf(file: string): string[] {
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

describe('createAuditLog', () => {
  it('appends one line a record, one file a day, for the user alone', () => {
    const own = testHost({ env: { USER: 'ann' } });
    const paths = aimPaths(own);
    const log = createAuditLog(own, paths);
    expect(
      log.append({ event: 'secret_set', message: 'stored', details: { key: 'A' } }),
    ).toBeUndefined();
    const file = join(paths.auditDir, '2026-11-21.jsonl');
    expect(JSON.parse(linesOf(file)[0] as string)).toEqual({
      timestamp: '2026-11-21T10:00:00.000Z',
      event_type: 'secret_set',
      severity: 'info',
      message: 'stored',
      details: { key: 'A' },
      user: 'ann',
      session_id: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes only the kinds that the configuration names', () => {
    const own = testHost();
    const paths = aimPaths(own);
    const log = createAuditLog(own, paths, { events: ['tool_invoke'] });
    log.append({ event: 'secret_get', message: 'read' });
    log.append({ event: 'tool_run', message: 'ran' });
    expect(lastAuditRecord(paths.auditDir)?.event_type).toBe('tool_run');
    expect(linesOf(log.file() as string)).toHaveLength(1);
  });

  it('writes nothing when it is switched off', () => {
    const own = testHost();
    const log = createAuditLog(own, aimPaths(own), { enabled: false });
    log.append({ event: 'tool_run', message: 'ran' });
    expect(log.file()).toBeUndefined();
    expect(fs.existsSync(aimPaths(own).auditDir)).toBe(false);
  });

  it('writes to audit.logPath, with its variables replaced', () => {
    const folder = tempFolder();
    const own = testHost({ env: { AIM_REGISTRY_PATH: folder } });
    const logPath = '%AIM_REGISTRY_PATH%/AIM_audit/audit.jsonl';
    createAuditLog(own, aimPaths(own), { logPath }).append({ event: 'tool_run', message: 'ran' });
    expect(linesOf(join(folder, 'AIM_audit/audit.jsonl'))).toHaveLength(1);
  });

  it('masks values that slipped in', () => {
    const own = testHost();
    const log = createAuditLog(own, aimPaths(own));
    const redact = createRedactor(['sk-secret-value']);
    log.append({
      event: 'tool_run',
      message: 'ran sk-secret-value',
      details: { a: ['sk-secret-value'] },
      redact,
    });
    expect(fs.readFileSync(log.file() as string, 'utf8')).not.toContain('sk-secret-value');
  });

  it('ends a line that a crash left open before it writes its own', () => {
    const own = testHost();
    const log = createAuditLog(own, aimPaths(own));
    log.append({ event: 'tool_run', message: 'first' });
    fs.appendFileSync(log.file() as string, '{"timestamp":"2026-');
    log.append({ event: 'tool_run', message: 'second' });
    expect(lastAuditRecord(aimPaths(own).auditDir)?.message).toBe('second');
  });

  it('hands back the reason when it cannot write, and throws nothing', () => {
    const own = testHost();
    const paths = aimPaths(own);
    fs.mkdirSync(paths.data, { recursive: true });
    fs.writeFileSync(paths.auditDir, 'a file where the folder should be');
    const failure = createAuditLog(own, paths).append({ event: 'tool_run', message: 'ran' });
    expect(failure).toMatchObject({ code: 'EEXIST' });
  });

  it('loses and tears no record when 6 processes append at once', async () => {
    const home = tempFolder();
    const driver = bundleDriver(
      `import { createAuditLog } from '../../src/audit/audit-log.js';
       import { aimPaths } from '../../src/paths/aim-paths.js';
       import { systemHost } from '../../src/host/host.js';
       const host = { ...systemHost(), env: { AIM_HOME: process.argv[2] } };
       const log = createAuditLog(host, aimPaths(host));
       for (let n = 0; n < 200; n++) log.append({ event: 'tool_run', message: 'x'.repeat(300) });`,
      import.meta.dirname,
    );
    await Promise.all(Array.from({ length: 6 }, () => runDriver(driver, [home])));
    const folder = join(home, 'data/audit');
    const lines = fs.readdirSync(folder).flatMap((name) => linesOf(join(folder, name)));
    expect(lines).toHaveLength(1200);
    expect(lines.every((line) => JSON.parse(line).message.length === 300)).toBe(true);
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
});
