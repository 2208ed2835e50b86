import { loadProviderDetails, openAuditImport, type AimConfig, type Redact } from '@aim/core';
import { keyPatterns } from '@aim/secrets/sweep';
import type { AimContext } from '../context.js';
import { withoutKeys } from '../health/share-redactor.js';
import { oldAudits } from './audit-records.js';
import type { AuditPlan } from './types.js';

/** The old logs, and AIM's own as the configuration will have it. */
export interface AuditImportScope {
  places: readonly string[];
  config: AimConfig['audit'];
  redact: Redact;
}

/** Counts what the old logs hold and what of it AIM's log has not. Changes nothing. */
export function planAudit(
  { host, paths }: Pick<AimContext, 'host' | 'paths'>,
  { places, config, redact }: AuditImportScope,
): AuditPlan {
  const log = openAuditImport(host, paths, config);
  const known = new Set(log?.known);
  const plan: AuditPlan = { files: [], records: 0, left: 0, isOn: log !== undefined, unread: [] };
  for (const { file, records, unread } of oldAudits(places, redact)) {
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

/** Appends what AIM's log has not, and answers how many records that were. */
export function importAudit(
  { host, paths }: Pick<AimContext, 'host' | 'paths'>,
  { places, config, redact }: AuditImportScope,
): number {
  const log = openAuditImport(host, paths, config);
  if (log === undefined) return 0;
  let count = 0;
  for (const { records } of oldAudits(places, redact)) count += log.append(records);
  return count;
}

/** Old logs hold keys where a prompt or a message did: they are taken out by their shape. */
export async function keyRedactor(): Promise<Redact> {
  const patterns = keyPatterns(await loadProviderDetails());
  const shortest = 8;
  return (text) => (text.length < shortest ? text : withoutKeys(text, patterns));
}
