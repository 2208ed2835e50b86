import type { Finding } from '@aim/core';
import type { TrustAfterChange } from '@aim/services';

/** What a user should know of the trust in a project's file that a command has changed. */
export function trustFindings(result: { file: string; trust: TrustAfterChange | null }): Finding[] {
  if (result.trust === 'kept') {
    const message = `${result.file} is trusted, as it is now`;
    return [{ id: 'config.trusted', severity: 'info', message }];
  }
  if (result.trust !== 'needed') return [];
  return [
    {
      id: 'config.untrusted',
      severity: 'warn',
      message: `${result.file} waits for trust, the change too`,
      fix: 'Read the file, then: aim trust',
    },
  ];
}
