import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { aimPaths, createAuditLog, openAuditImport, type ImportedRecord } from '@aim/core';
import { testHost } from '../support/test-host.js';

const record = (timestamp: string, sha256: string): ImportedRecord => ({
  timestamp,
  event_type: 'tool_install',
  severity: 'info',
  message: 'Installed ruff',
  details: { tool: 'ruff' },
  user: 'ann',
  session_id: 'abcd1234',
  imported: { file: '/old/audit.jsonl', line: 1, sha256 },
});
const first = record('2025-11-20T23:59:59.000Z', 'a'.repeat(64));
const second = record('2025-11-21T00:00:00.000Z', 'b'.repeat(64));

function opened() {
  const host = testHost();
  const paths = aimPaths(host);
  const open = () => {
    const log = openAuditImport(host, paths);
    if (log === undefined) throw new Error('the audit is off');
    return log;
  };
  const read = (name: string) => fs.readFileSync(join(paths.auditDir, name), 'utf8');
  return { host, paths, open, read };
}

describe('openAuditImport', () => {
  it('puts each record into a file of imports of its own day, and knows it from then on', () => {
    const { open, read } = opened();
    expect(open().append([second, first, second])).toBe(2);
    expect(read('2025-11-20.imported.jsonl')).toBe(`${JSON.stringify(first)}\n`);
    expect(read('2025-11-21.imported.jsonl')).toBe(`${JSON.stringify(second)}\n`);
    expect(open().append([first, second])).toBe(0);
    expect([...open().known]).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
  });

  it('leaves the chain alone, and knows what an earlier version put among its records', async () => {
    const { host, paths, open, read } = opened();
    fs.mkdirSync(paths.auditDir, { recursive: true });
    fs.writeFileSync(join(paths.auditDir, '2025-11-20.jsonl'), `${JSON.stringify(first)}\n`);
    await createAuditLog(host, paths).append({ event: 'tool_run', message: 'ran' });
    const before = read('2026-11-21.jsonl');
    expect(open().append([first, record('2026-11-21T09:00:00.000Z', 'c'.repeat(64))])).toBe(1);
    expect(read('2026-11-21.jsonl')).toBe(before);
  });

  it('takes a record again whose line was cut off by a crash, and lets that line stand', () => {
    const { paths, open, read } = opened();
    const cut = JSON.stringify(first).slice(0, -3);
    fs.mkdirSync(paths.auditDir, { recursive: true });
    fs.writeFileSync(join(paths.auditDir, '2025-11-20.imported.jsonl'), cut);
    expect(open().append([first])).toBe(1);
    expect(read('2025-11-20.imported.jsonl')).toBe(`${cut}\n${JSON.stringify(first)}\n`);
  });

  it('goes to audit.logPath, and nowhere when the audit is off', () => {
    const { host, paths } = opened();
    openAuditImport(host, paths, { logPath: 'one.jsonl' })?.append([second, first]);
    expect(
      fs.readFileSync(join(paths.data, 'one.jsonl.imported'), 'utf8').split('\n'),
    ).toHaveLength(3);
    expect(openAuditImport(host, paths, { enabled: false })).toBeUndefined();
  });
});
