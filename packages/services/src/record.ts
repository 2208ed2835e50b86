import { messageOf, type Appended, type AuditEntry } from '@aim/core';
import type { AimContext } from './context.js';

/**
 * Appends to the audit log. A record that cannot be written does not undo what was done: it is
 * told instead.
 */
export async function record(context: AimContext, entry: AuditEntry): Promise<void> {
  tellAppended(context, await (await context.audit()).append(entry));
}

/** Tells what was wrong with the log. */
export function tellAppended(
  { notify }: Pick<AimContext, 'notify'>,
  { failure, repaired }: Appended,
): void {
  if (failure !== undefined) {
    const message = `The audit log could not be written: ${messageOf(failure)}`;
    notify({ id: 'audit.not_written', severity: 'warn', message });
  }
  if (repaired !== undefined) {
    const message = `The audit log was repaired: ${repaired}`;
    notify({ id: 'audit.repaired', severity: 'warn', message, fix: 'aim audit verify' });
  }
}
