import { loadProviderDetails, type Redact } from '@aim/core';
import type { InvokeResult, Job } from '@aim/registry';
import { createHash } from 'node:crypto';
import type { AimContext } from '../context.js';

/** What the audit log keeps of a text: enough to tell whether it was this one. */
export interface TextRecord {
  bytes: number;
  sha256: string;
  /** Only where `audit.texts` says so, without what looks like a key; its beginning, when it is long. */
  text?: string;
}

/** Of a text, no more than so many characters are recorded. */
const longestText = 64 * 1024;

/** What was asked, and what was answered; null for what there is none of. */
export async function textRecords(
  context: AimContext,
  { payload }: Pick<Job, 'payload'>,
  { content, success }: InvokeResult,
): Promise<{ prompt: TextRecord; answer: TextRecord | null }> {
  const { config } = await context.config();
  const redact = config.audit?.texts === true ? await keyRedactor(context) : undefined;
  return {
    prompt: recordOf(payload.prompt ?? payload, redact),
    answer: success ? recordOf(content, redact) : null,
  };
}

function recordOf(value: unknown, redact: Redact | undefined): TextRecord {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const bytes = Buffer.from(text, 'utf8');
  return {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(redact !== undefined && { text: redact(text).slice(0, longestText) }),
  };
}

async function keyRedactor({ host }: AimContext): Promise<Redact> {
  const { createKeyRedactor } = await import('../health/share-redactor.js');
  return createKeyRedactor({ host, providers: await loadProviderDetails() });
}
