import type { InputContext } from '../../../src/tui/store/context.js';
import type { DashboardState } from '../../../src/tui/store/state.js';
import { secretForm } from '../../../src/tui/store/dialogs.js';
import { sampleState } from './sample-data.js';

const overlaysOf: Partial<Record<InputContext, DashboardState['overlays']>> = {
  help: ['help'],
  search: ['help'],
  palette: ['palette'],
  detail: ['detail'],
  form: ['form'],
  confirm: ['confirm'],
  report: ['report'],
};

/** A dashboard in which this has the keyboard. */
export function stateIn(
  context: InputContext,
  facts: Partial<DashboardState> = {},
): DashboardState {
  const size = context === 'card' ? { columns: 52, rows: 12 } : { columns: 80, rows: 24 };
  return sampleState(size, {
    overlays: overlaysOf[context] ?? [],
    isTyping: context === 'filter' || context === 'search',
    form: secretForm(null),
    confirm: {
      title: 'Mend this?',
      plan: ['Take access away'],
      verb: 'Mend',
      then: { kind: 'job', job: { kind: 'repair', planned: [] } },
      command: 'aim health --fix',
      isSure: false,
      mustType: null,
      typed: '',
    },
    report: { title: 'It failed', lines: [{ text: 'no such luck', token: 'fail' }] },
    ...facts,
  });
}
