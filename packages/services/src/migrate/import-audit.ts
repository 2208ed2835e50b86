import {
  loadProviderDetails,
  openAuditImport,
  redactData,
  type AimConfig,
  type ImportedRecord,
  type Redact,
} from '@aim/core';
import { keyPatterns } from '@aim/secrets/sweep';
import type { AimContext } from '../context.js';
import { withoutKeys } from '../health/share-redactor.js';
import { oldAudits } from './audit-records.js';
import type { AuditPlan } from './types.js';

/** The old logs, and AIM's own as the configuration will have it. */
export interface AuditImportScope {
  places: readonly string[];
  config: AimConfig['audit'];
}

/** Counts what the old logs hold and what of it AIM's log has not. Changes nothing. */
export function planAudit(
  { host, paths }: Pick<AimContext, 'host' | 'paths'>,
  { places, config }: AuditImportScope,
): AuditPlan {
  const log = openAuditImport(host, paths, config);
  const known = new Set(log?.known);
  const plan: AuditPlan = { files: [], records: 0, left: 0, isOn: log !== undefined, unread: [] };
  for (const { file, records, unread } of oldAudits(places)) {
    plan.files.push(file);
    plan.records += records.length;
    plan.unread.push(...unread);
    for (const { imported } of log === undefined ? [] : records) {
      if (!known.has(imported.sha256)) plan.left += 1;
      known.add(imported.sha256);
    }
  }
  return plan;
}

/**
 * Appends what AIM's log has not, and answers how many records that were. Old logs hold keys where a
 * prompt or a message did: what has the shape of one is taken out.
 */
export async function importAudit(
  { host, paths }: Pick<AimContext, 'host' | 'paths'>,
  { places, config }: AuditImportScope,
): Promise<number> {
  const log = openAuditImport(host, paths, config);
  if (log === undefined) return 0;
  const patterns = keyPatterns(await loadProviderDetails());
  const redact = (text: string) => withoutKeys(text, patterns);
  let count = 0;
  for (const { records } of oldAudits(places)) {
    const left = records.filter(({ imported }) => !log.known.has(imported.sha256));
    for (let start = 0; start < left.length; start += recordsAtOnce) {
      count += log.append(redactRecords(left.slice(start, start + recordsAtOnce), redact));
    }
  }
  return count;
}

const recordsAtOnce = 500;

/** Looks at all texts at once first: of most logs none holds a key, and each look has its price. */
export function redactRecords(
  records: readonly ImportedRecord[],
  redact: Redact,
): readonly ImportedRecord[] {
  const isClean = (data: unknown) => {
    const texts = textsIn(data).join('\n');
    return redact(texts) === texts;
  };
  if (isClean(records.map(withoutOrigin))) return records;
  return records.map((record) => {
    const { imported, ...rest } = record;
    return isClean(rest) ? record : { ...redactData(rest, redact), imported };
  });
}

function withoutOrigin({ imported: _, ...record }: ImportedRecord): unknown {
  return record;
}

function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, held]) => [key, ...textsIn(held)]);
}
