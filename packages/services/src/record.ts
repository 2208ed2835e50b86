import { messageOf, type AuditEntry } from '@aim/core';
import type { AimContext } from './context.js';

/**
 * Appends to the audit log. A record that cannot be written does not undo what was done: it is
 * told instead.
 */
export async function record(context: AimContext, entry: AuditEntry): Promise<void> {
  const failure = (await context.audit()).append(entry);
  if (failure === undefined) return;
  context.notify({
    id: 'audit.not_written',
    severity: 'warn',
    message: `The audit log could not be written: ${messageOf(failure)}`,
  });
}
