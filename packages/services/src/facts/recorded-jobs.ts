import * as fs from 'node:fs';
import { join } from 'node:path';
import { createAuditLog, loadConfig, type AuditRecord } from '@aim/core';
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
 * @param file - where the log is; that of the configuration in use unless told
 */
export async function recordedJobs(
  context: AimContext,
  { since = '', limit = 500 }: JobSelection = {},
  file?: string,
): Promise<RecordedJob[]> {
  const place = file ?? (await context.audit()).file();
  const jobs: RecordedJob[] = [];
  for (const path of logFiles(context, place)) {
    const lines = readLines(path).reverse();
    for (const line of lines) {
      const record = parse(line);
      if (record?.event_type !== 'tool_invoke' || record.timestamp < since) continue;
      jobs.push({ timestamp: record.timestamp, details: record.details });
      if (jobs.length === limit) return jobs;
    }
  }
  return jobs;
}

/** Where the log of the user's own configuration lies, whatever file `--config` names. */
export async function ownAuditFile({ host, paths }: AimContext): Promise<string | undefined> {
  const { config } = await loadConfig({ ...host, env: withoutNamed(host.env) }, paths);
  return createAuditLog(host, paths, config.audit).file();
}

function withoutNamed({ AIM_CONFIG_PATH: _, ...env }: AimContext['host']['env']) {
  return env;
}

/** The newest first. Daily files lie in the audit folder; a configured log is one file. */
function logFiles({ paths }: AimContext, file: string | undefined): string[] {
  if (file === undefined) return [];
  if (!file.startsWith(paths.auditDir)) return [file];
  const names = fs.existsSync(paths.auditDir) ? fs.readdirSync(paths.auditDir) : [];
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .reverse()
    .map((name) => join(paths.auditDir, name));
}

function readLines(path: string): string[] {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').split('\n') : [];
}

function parse(line: string): AuditRecord | undefined {
  try {
    const record = JSON.parse(line) as AuditRecord | null;
    return typeof record?.details === 'object' ? record : undefined;
  } catch {
    return undefined;
  }
}
