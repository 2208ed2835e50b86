import type { AimContext } from '../context.js';
import type { RecentEvents } from '../recent-events.js';
import type { AuditExport, AuditExportRequest } from './export-audit.js';
import type { FollowRequest } from './follow-audit.js';
import type { AuditQuery, AuditStats, VerifiedAudit } from './query-audit.js';
import type { AuditSelection } from './select.js';

/** What AIM answers from its log. */
export interface AuditUseCases {
  /** The newest records that fit, newest first. */
  queryAudit: (query?: AuditQuery) => Promise<RecentEvents>;
  auditStats: (selection?: AuditSelection) => Promise<AuditStats>;
  /** Holds the log against its hash chain. */
  verifyAudit: () => Promise<VerifiedAudit>;
  exportAudit: (request: AuditExportRequest) => Promise<AuditExport>;
  exportAuditTo: (
    file: string,
    request: AuditExportRequest,
  ) => Promise<{ file: string; records: number }>;
  /** Tells of every record that is appended from now on. */
  followAudit: (request: FollowRequest) => Promise<void>;
}

/** Each loads its code when it is called. */
export function auditUseCases(context: AimContext): AuditUseCases {
  const queries = () => import('./query-audit.js');
  const auditExport = () => import('./export-audit.js');
  return {
    queryAudit: async (query) => (await queries()).queryAudit(context, query),
    auditStats: async (selection) => (await queries()).auditStats(context, selection),
    verifyAudit: async () => (await queries()).verifyAudit(context),
    exportAudit: async (request) => (await auditExport()).exportAudit(context, request),
    exportAuditTo: async (file, request) =>
      (await auditExport()).exportAuditTo(context, file, request),
    followAudit: async (request) =>
      (await import('./follow-audit.js')).followAudit(context, request),
  };
}
