import type { AuditRecord, AuditSeverity, RecordSelection } from '@aim/core';

/** Which records of the audit log are meant; all that is given must be so. */
export interface AuditSelection {
  /** RFC 3339 in UTC. */
  since?: string;
  /** The name of an event, of AIM or of the system that it was imported from. */
  type?: string;
  severity?: AuditSeverity;
  /** The id of a tool that the record tells of. */
  tool?: string;
}

/** The selection as the log is searched by it. */
export function selectRecords({ since, type, severity, tool }: AuditSelection): RecordSelection {
  return {
    needle: needleOf([type, severity, tool]),
    ...(since !== undefined && { since: since.slice(0, 10) }),
    isWanted: (record) =>
      (since === undefined || record.timestamp >= since) &&
      (type === undefined || record.event_type === type) &&
      (severity === undefined || record.severity === severity) &&
      (tool === undefined || isAbout(record, tool)),
  };
}

/**
 * The longest of the texts as JSON holds it, since it is likely the rarest. A text that is not plain
 * ASCII can be escaped in more ways than one.
 */
function needleOf(texts: readonly (string | undefined)[]): string | undefined {
  const plain = texts.filter((text) => text !== undefined && /^[ !#-[\]-~]+$/.test(text));
  const [longest] = plain.toSorted((a, b) => (b as string).length - (a as string).length);
  return longest === undefined ? undefined : `"${longest}"`;
}

function isAbout({ details }: AuditRecord, tool: string): boolean {
  if (typeof details !== 'object' || details === null) return false;
  const { tool: one, tools, attempts } = details;
  if (one === tool || (Array.isArray(tools) && tools.includes(tool))) return true;
  const isOf = (attempt: unknown) => (attempt as { tool?: unknown } | null)?.tool === tool;
  return Array.isArray(attempts) && attempts.some(isOf);
}
