import type { DashboardState } from '../store/state.js';
import type { Action } from './types.js';

export const healthActions: readonly Action[] = [
  {
    id: 'mend',
    keys: ['f'],
    title: 'Mend what AIM can mend by itself',
    short: 'mend',
    group: 'Health',
    effect: 'write',
    footer: 7,
    contexts: ['panes', 'detail'],
    pane: 'health',
    refusal: reasonNotToMend,
    command: () => 'aim health --fix',
    run: () => ({ kind: 'job', job: { kind: 'plan-repairs' } }),
  },
];

function reasonNotToMend({ health }: DashboardState): string | null {
  if (health.data === null) return 'the checks have not answered yet';
  const canMend = health.data.checks.some(
    ({ repair, ignored }) => repair !== null && ignored === null,
  );
  return canMend ? null : 'there is nothing that AIM could mend by itself';
}
