import { Box } from 'ink';
import { Pane } from '../../components/pane.js';
import { Paragraph } from '../../components/paragraph.js';
import type { Rect } from '../../layout/rect.js';
import type { Report } from '../../store/dialogs.js';

/** What something answered. */
export function ReportPane({ rect, report }: { rect: Rect; report: Report }) {
  return (
    <Pane rect={rect} title={[{ text: report.title, token: 'title' }]} isFocused>
      <Box flexDirection="column" paddingX={1} flexShrink={0}>
        {report.lines.map(({ text, token }, index) => (
          <Paragraph key={index} text={text} width={rect.width - 4} token={token} />
        ))}
      </Box>
    </Pane>
  );
}
