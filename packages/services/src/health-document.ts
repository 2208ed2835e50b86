import { loadProviderDetails, redactData, writeFileAtomic } from '@aim/core';
import type { HealthReport } from '@aim/environment';
import { hostname } from 'node:os';
import { basename, resolve } from 'node:path';
import type { AimContext } from './context.js';
import { createShareRedactor } from './health/share-redactor.js';
import { bundleMarkdown, reportMarkdown } from './health/markdown.js';
import { status } from './status.js';

export interface HealthDocumentRequest {
  /** `bundle` is what somebody else needs to help: the findings, the system and the tools. */
  format: 'json' | 'markdown' | 'bundle';
  /** Relative to the working directory; what lies there is replaced. */
  file?: string;
}

export interface HealthDocument {
  text: string;
  /** Where it was written. */
  file: string | null;
}

/**
 * A health report for others to read: no value of a secret, no user name, no name of the machine
 * and no home folder is in it.
 *
 * @throws AimError `file.permission` when the file cannot be written
 */
export async function healthDocument(
  context: AimContext,
  report: HealthReport,
  { format, file }: HealthDocumentRequest,
): Promise<HealthDocument> {
  const redact = createShareRedactor({
    host: context.host,
    userName: userNameOf(context),
    hostName: hostname(),
    providers: await loadProviderDetails(),
  });
  const text = await textOf(context, report, { format, redact });
  if (file === undefined) return { text, file: null };
  const path = resolve(context.host.cwd, file);
  writeFileAtomic(path, text);
  return { text, file: path };
}

async function textOf(
  context: AimContext,
  report: HealthReport,
  { format, redact }: Pick<HealthDocumentRequest, 'format'> & { redact: (text: string) => string },
): Promise<string> {
  const checkedAt = context.host.now().toISOString();
  if (format === 'json') {
    const data = { schema: 'aim/health/v1', checkedAt, ...report };
    return `${JSON.stringify(redactData(data, redact), null, 2)}\n`;
  }
  if (format === 'markdown') return redact(reportMarkdown(report, checkedAt));
  const { tools } = await status(context);
  return redact(bundleMarkdown(report, { checkedAt, tools, platform: context.host.platform }));
}

// The system's own list of users may lie on a server; the home has the name as well.
function userNameOf({ host: { env, home } }: AimContext): string {
  return env['USER'] || env['LOGNAME'] || env['USERNAME'] || basename(home);
}
