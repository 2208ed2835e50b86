import { Fields } from '../../components/fields.js';
import { Pane } from '../../components/pane.js';
import type { Rect } from '../../layout/rect.js';
import type { Report } from '../../store/dialogs.js';

export interface ReportPaneProps {
  rect: Rect;
  report: Report;
  scroll: number;
}

/** What something answered. */
export function ReportPane({ rect, report, scroll }: ReportPaneProps) {
  return (
    <Pane rect={rect} title={[{ text: report.title, token: 'title' }]} isFocused>
      <Fields
        fields={report.lines.map(({ text, token }) => ({ label: null, value: text, token }))}
        width={rect.width - 2}
        height={rect.height - 2}
        scroll={scroll}
      />
    </Pane>
  );
}
