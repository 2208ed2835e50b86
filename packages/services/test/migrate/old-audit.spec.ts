import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { oldAudits, type OldAudit } from '../../src/migrate/audit-records.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { tree } from './support.js';

const read = (place: string): OldAudit[] => [...oldAudits([place])];
const logOf = (content: string | Buffer): OldAudit => {
  const file = join(tempFolder(), 'audit.jsonl');
  fs.writeFileSync(file, content);
  return read(file)[0] as OldAudit;
};
const event = (message: string) =>
  JSON.stringify({ event_type: 'error', timestamp: '2025-11-21T08:00:00+00:00', message });

describe('the log of AIM+', () => {
  it('keeps time, type and data of an event, and says where it stood', () => {
    const [{ records, unread } = { records: [], unread: [] }] = read(
      join(tree, 'AIM_audit/audit.jsonl'),
    );
    expect(records[0]).toEqual({
      timestamp: '2025-11-21T08:00:00.123Z',
      event_type: 'tool_install',
      severity: 'info',
      message: 'Installed ruff 0.14.1',
      details: { tool: 'ruff', version: '0.14.1', package_manager: 'pipx', success: true },
      user: 'ann',
      session_id: '1a2b3c4d',
      imported: {
        file: join(tree, 'AIM_audit/audit.jsonl'),
        line: 1,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        timestamp: '2025-11-21T08:00:00.123456+00:00',
      },
    });
    expect(records.map(({ imported }) => imported.line)).toEqual([1, 2, 4]);
    expect(unread).toEqual([
      { file: join(tree, 'AIM_audit/audit.jsonl'), line: 3, reason: 'it is not JSON' },
    ]);
  });

  it('tells the same line twice apart, and knows it in a tree that was moved', () => {
    const text = `${event('a')}\n${event('a')}\n`;
    const [first, second] = logOf(text).records.map(({ imported }) => imported.sha256);
    expect(first).not.toBe(second);
    expect(logOf(text).records.map(({ imported }) => imported.sha256)).toEqual([first, second]);
  });

  it('loses one line to damage, not the file', () => {
    const broken = Buffer.concat([Buffer.from(`${event('a')}\n`), Buffer.from([0xff, 0xfe, 0x0a])]);
    const log = logOf(
      Buffer.concat([broken, Buffer.from(`\n[1]\n{"event_type":"x"}\n${event('b')}`)]),
    );
    expect(log.records.map(({ message }) => message)).toEqual(['a', 'b']);
    expect(log.unread.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'it is not UTF-8 text'],
      [4, 'it is no record'],
      [5, 'it has no time'],
    ]);
  });

  it('reads UTF-16 and CRLF', () => {
    const text = `${event('a')}\r\n${event('b')}\r\n`;
    expect(logOf(Buffer.from(`\uFEFF${text}`, 'utf16le')).records).toHaveLength(2);
    expect(logOf(text).records).toHaveLength(2);
  });
});

describe('the jobs of the bridges', () => {
  it('keeps who, what and how it ended, and the length of a prompt', () => {
    const jobs = read(join(tree, 'AIM_audit')).flatMap(({ records }) => records);
    expect(jobs.filter(({ event_type }) => event_type === 'tool_invoke')).toMatchObject([
      {
        timestamp: '2025-11-20T10:00:00.123Z',
        severity: 'error',
        message: 'version_checking by aider: failed',
        user: 'pipeline',
        details: {
          tool: 'aider',
          capability: 'version_checking',
          success: false,
          payload: { tools: ['aider'], prompt: '[20 characters]' },
          result: { content: { exit_code: 1 } },
        },
        imported: { timestamp: '2025-11-20T10:00:00.123456+00:00Z' },
      },
      {
        timestamp: '2025-11-20T11:00:00.000Z',
        severity: 'info',
        user: 'ann',
        details: {
          tool: 'jules',
          action: 'capability',
          input: { payload: { prompt: '[9 characters]' } },
        },
      },
    ]);
  });

  it('names a file that is no record', () => {
    const folder = tempFolder();
    fs.cpSync(join(tree, 'AIM_audit'), folder, { recursive: true });
    const broken = join(folder, '2025-11-20/broken.json');
    fs.writeFileSync(broken, 'not a record');
    const unread = read(folder).flatMap((each) => each.unread);
    expect(unread[0]).toEqual({ file: broken, line: 1, reason: 'it is not JSON' });
    expect(unread).toHaveLength(2);
  });
});
