import { absenceActions } from './absence-actions.js';
import { answerActions } from './answer-actions.js';
import { dataActions } from './data-actions.js';
import { dialogActions } from './dialog-actions.js';
import { generalActions } from './general-actions.js';
import { healthActions } from './health-actions.js';
import { jobActions } from './job-actions.js';
import { listActions } from './list-actions.js';
import { paneActions } from './pane-actions.js';
import { secretActions } from './secret-actions.js';
import type { Action } from './types.js';

/** Everything that a key can do. */
export const actions: readonly Action[] = [
  ...generalActions,
  ...absenceActions,
  ...paneActions,
  ...listActions,
  ...dataActions,
  ...secretActions,
  ...healthActions,
  ...jobActions,
  ...dialogActions,
  ...answerActions,
];
