import type { Field } from '../../components/fields.js';
import { paneNames } from '../../layout/layout.js';
import type { OverviewRow } from '../../store/overview-rows.js';

/** A line of the overview, a part in a line of its own. */
export function overviewFields({ label, parts, pane }: OverviewRow): Field[] {
  return [
    ...parts.map(({ text, token }, index) => ({
      label: index === 0 ? label.toLowerCase() : '',
      value: text,
      token,
    })),
    { label: 'more', value: `enter leads to ${paneNames[pane]}`, token: 'secondary' as const },
  ];
}
