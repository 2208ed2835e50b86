import { auditRecords, writeFileAtomic, type AuditFormat, type AuditRecord } from '@aim/core';
import { resolve } from 'node:path';
import type { AimContext } from '../context.js';
import { csvRow } from './csv.js';
import { selectRecords, type AuditSelection } from './select.js';

export interface AuditExportRequest extends AuditSelection {
  format: AuditFormat;
}

export interface AuditExport {
  /** The document in pieces, newest record first. Ask for them once. */
  pieces: Iterable<string>;
  /** How many records the pieces so far held. */
  count: () => number;
}

/** The records that fit as one document, made piece by piece: nothing holds it whole. */
export async function exportAudit(
  context: AimContext,
  { format, ...selection }: AuditExportRequest,
): Promise<AuditExport> {
  const { place } = await context.audit();
  let count = 0;
  function* counted() {
    if (place === undefined) return;
    for (const record of auditRecords(place, selectRecords(selection))) {
      count += 1;
      yield record;
    }
  }
  return { pieces: gathered(writers[format](counted())), count: () => count };
}

/**
 * Writes the export into a file, whole or not at all.
 *
 * @throws AimError `file.permission`
 */
export async function exportAuditTo(
  context: AimContext,
  file: string,
  request: AuditExportRequest,
): Promise<{ file: string; records: number }> {
  const { pieces, count } = await exportAudit(context, request);
  const path = resolve(context.host.cwd, file);
  writeFileAtomic(path, pieces);
  return { file: path, records: count() };
}

const writers: Record<AuditFormat, (records: Iterable<AuditRecord>) => Iterable<string>> = {
  *json(records) {
    let before = '[';
    for (const record of records) {
      yield `${before}\n${JSON.stringify(record)}`;
      before = ',';
    }
    yield before === '[' ? '[]\n' : '\n]\n';
  },
  *jsonl(records) {
    for (const record of records) yield `${JSON.stringify(record)}\n`;
  },
  *csv(records) {
    yield csvRow(csvColumns);
    for (const record of records) {
      const { details, ...rest } = record;
      yield csvRow(
        csvColumns.map((name) => {
          const value = name === 'details' ? details : rest[name];
          return typeof value === 'object' ? JSON.stringify(value) : value;
        }),
      );
    }
  },
};

const csvColumns = [
  'timestamp',
  'event_type',
  'severity',
  'message',
  'user',
  'session_id',
  'details',
  'seq',
  'hash',
] as const satisfies readonly (keyof AuditRecord)[];

const pieceLength = 64 * 1024;

/** Each write has its price. */
function* gathered(texts: Iterable<string>): Generator<string> {
  let held = '';
  for (const text of texts) {
    held += text;
    if (held.length < pieceLength) continue;
    yield held;
    held = '';
  }
  if (held !== '') yield held;
}
