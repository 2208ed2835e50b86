import { createAuditLog, loadConfig, recentAuditRecords, type AuditRecord } from '@aim/core';
import type { AimContext } from '../context.js';

/** A job as the audit log holds it; older records lack fields. */
export interface RecordedJob {
  timestamp: string;
  details: Readonly<Record<string, unknown>>;
}

export interface JobSelection {
  /** RFC 3339; from the first on unless told. */
  since?: string;
  limit?: number;
}

/**
 * The jobs in the audit log, newest first; lines that are no records are passed over.
 *
 * @param place - where the log is; that of the configuration in use unless told
 */
export async function recordedJobs(
  context: AimContext,
  { since = '', limit = 500 }: JobSelection = {},
  place?: string,
): Promise<RecordedJob[]> {
  const log = place ?? (await context.audit()).place;
  if (log === undefined) return [];
  const isWanted = (record: AuditRecord) => isJob(record) && record.timestamp >= since;
  const records = recentAuditRecords(log, {
    limit,
    isWanted,
    needle: '"tool_invoke"',
    since: since.slice(0, 10),
  });
  return records.map(({ timestamp, details }) => ({ timestamp, details }));
}

function isJob({ event_type: type, details }: AuditRecord): boolean {
  return type === 'tool_invoke' && typeof details === 'object' && details !== null;
}

/** Where the log of the user's own configuration lies, whatever file `--config` names. */
export async function ownAuditPlace({ host, paths }: AimContext): Promise<string | undefined> {
  const { config } = await loadConfig({ ...host, env: withoutNamed(host.env) }, paths);
  return createAuditLog(host, paths, config.audit).place;
}

function withoutNamed({ AIM_CONFIG_PATH: _, ...env }: AimContext['host']['env']) {
  return env;
}
