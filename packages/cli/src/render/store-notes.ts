import type { Finding } from '@aim/core';
import type { SetResult } from '@aim/services';

/** What the user should know of how a value was stored. */
export function storeNotes({ note }: SetResult): Finding[] {
  return note === undefined ? [] : [{ id: 'secrets.store', severity: 'info', message: note }];
}
