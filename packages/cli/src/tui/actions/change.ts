import type { DashboardEvent } from '../store/events.js';
import type { Intent } from './types.js';

/** The intent that only changes what is shown. */
export function change(event: DashboardEvent): Intent {
  return { kind: 'change', event };
}
