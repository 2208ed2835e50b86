import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parse } from './support/csv.js';
import { user } from './support/user.js';

const record = (fields: Record<string, unknown>) => ({
  timestamp: '2026-11-20T08:00:00.000Z',
  event_type: 'tool_run',
  severity: 'info',
  message: 'ran',
  details: {},
  user: 'ann',
  session_id: '0000abcd',
  ...fields,
});

/** Somebody whose log holds these records. */
function withLog(...records: object[]) {
  const somebody = user();
  const folder = join(somebody.home, 'aim/data/audit');
  fs.mkdirSync(folder, { recursive: true });
  const text = records.map((each) => `${JSON.stringify(each)}\n`).join('');
  fs.writeFileSync(join(folder, '2026-11-20.jsonl'), text);
  return somebody;
}

const some = () =>
  withLog(
    record({ message: '1', details: { tool: 'claude' } }),
    record({ message: '2', timestamp: '2026-11-20T09:00:00.000Z', severity: 'error' }),
    record({ message: '3 "claude"', event_type: 'secret_set' }),
    record({
      message: '4',
      event_type: 'tool_invoke',
      severity: 'error',
      details: { tool: null, attempts: [{ tool: 'codex' }, { tool: 'claude' }] },
    }),
  );

describe('queryAudit', () => {
  it('finds the records that fit all of what is asked, newest first', async () => {
    const aim = some().aim();
    const find = async (query: Parameters<typeof aim.queryAudit>[0]) =>
      (await aim.queryAudit(query)).events.map(({ message }) => message[0]);
    expect(await find({})).toEqual(['4', '3', '2', '1']);
    expect(await find({ limit: 2 })).toEqual(['4', '3']);
    expect(await find({ type: 'tool_run' })).toEqual(['2', '1']);
    expect(await find({ severity: 'error' })).toEqual(['4', '2']);
    expect(await find({ severity: 'error', type: 'tool_run' })).toEqual(['2']);
    expect(await find({ since: '2026-11-20T08:30:00.000Z' })).toEqual(['2']);
    expect(await find({ since: '2026-11-21T00:00:00.000Z' })).toEqual([]);
    expect(await find({ tool: 'claude' })).toEqual(['4', '1']);
    expect(await find({ tool: 'größe' })).toEqual([]);
  });

  it('finds what another program wrote with spaces and escapes', async () => {
    const somebody = withLog();
    const file = join(somebody.home, 'aim/data/audit/2026-11-20.jsonl');
    fs.writeFileSync(file, '{"timestamp": "t", "details": {"tool": "gr\\u00f6\\u00dfe"}}\n');
    const { events } = await somebody.aim().queryAudit({ tool: 'größe' });
    expect(events).toHaveLength(1);
  });
});

describe('auditStats', () => {
  it('counts by event, severity and tool', async () => {
    expect(await some().aim().auditStats()).toMatchObject({
      records: 4,
      byType: { tool_run: 2, secret_set: 1, tool_invoke: 1 },
      bySeverity: { info: 2, error: 2 },
      byTool: { claude: 1 },
      oldest: '2026-11-20T08:00:00.000Z',
      newest: '2026-11-20T09:00:00.000Z',
    });
  });
});

describe('exportAudit', () => {
  const text = async (
    aim: ReturnType<ReturnType<typeof user>['aim']>,
    format: 'json' | 'jsonl' | 'csv',
  ) => [...(await aim.exportAudit({ format })).pieces].join('');

  it('writes the same records as JSON and as JSON lines', async () => {
    const aim = some().aim();
    const records = JSON.parse(await text(aim, 'json')) as object[];
    expect(records).toHaveLength(4);
    const lines = (await text(aim, 'jsonl')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(records);
    expect(await text(withLog().aim(), 'json')).toBe('[]\n');
  });

  it('writes CSV with the details, and no cell that a spreadsheet would calculate', async () => {
    const details = { tool: 'claude', note: 'a "quoted", text\nof two lines' };
    const aim = withLog(record({ message: '=cmd|calc', user: '@SUM(1)', details })).aim();
    const [head, row] = parse(await text(aim, 'csv')) as [string[], string[]];
    const cells = Object.fromEntries(head.map((name, index) => [name, row[index]]));
    expect(cells).toMatchObject({ message: "'=cmd|calc", user: "'@SUM(1)", seq: '' });
    expect(JSON.parse(cells['details'] as string)).toEqual(details);
  });

  it('goes into a file whole', async () => {
    const somebody = some();
    const told = await somebody.aim().exportAuditTo('out.jsonl', { format: 'jsonl' });
    expect(told).toEqual({ file: join(somebody.home, 'out.jsonl'), records: 4 });
    expect(fs.readFileSync(told.file, 'utf8').split('\n')).toHaveLength(5);
  });
});

describe('followAudit', () => {
  it('tells of each record that is appended, also into a new file, until it is ended', async () => {
    const somebody = some();
    const end = new AbortController();
    const heard: string[] = [];
    const following = somebody.aim().followAudit({
      type: 'secret_set',
      signal: end.signal,
      onRecord: ({ message }) => {
        heard.push(message);
        if (heard.length === 2) end.abort();
      },
    });
    await somebody.aim().setSecret({ name: 'FIRST', value: 'sk-follow-1234567890' });
    await somebody.aim().listTools();
    await somebody.aim().setSecret({ name: 'SECOND', value: 'sk-follow-0987654321' });
    await following;
    expect(heard).toEqual(['secret stored: FIRST', 'secret stored: SECOND']);
  });
});

describe('verifyAudit', () => {
  it('finds the log of AIM whole', async () => {
    const { aim } = user();
    await aim().setSecret({ name: 'FIRST', value: 'sk-verify-1234567890' });
    expect((await aim().verifyAudit()).log).toMatchObject({ chained: 1, broken: null });
  });
});
