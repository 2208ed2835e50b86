import type { Repair, SetSecretRequest } from '@aim/services';

/** Work that the dashboard asks AIM for, as data. */
export type Job =
  | { kind: 'set'; request: SetSecretRequest }
  | { kind: 'reveal'; name: string }
  | { kind: 'copy'; name: string }
  | { kind: 'check'; name: string }
  | { kind: 'delete'; name: string }
  | { kind: 'plan-reset' }
  | { kind: 'reset-breakers' }
  | { kind: 'plan-repairs' }
  | { kind: 'repair'; planned: readonly { repair: Repair; plan: string }[] };
