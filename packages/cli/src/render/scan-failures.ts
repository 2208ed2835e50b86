import type { Finding } from '@aim/core';
import type { CacheProblem, FailedStep } from '@aim/services';

/** What did not come about, each with its reason. */
export function failureFindings({ failed }: { failed: readonly FailedStep[] }): Finding[] {
  return failed.map(({ path, message, hint }) => ({
    id: 'scan.not_done',
    severity: 'fail',
    message: message.includes(path) ? message : `${path}: ${message}`,
    ...(hint !== undefined && { fix: hint }),
  }));
}

/** False where a part of what was asked for could not be seen; what is left alone on purpose could. */
export function isWhole({ problems }: { problems: readonly CacheProblem[] }): boolean {
  return problems.every(({ kind }) => kind !== 'missing' && kind !== 'unreadable');
}
