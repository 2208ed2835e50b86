import { Box } from 'ink';
import { helpLines, type HelpLine } from '../../actions/help-lines.js';
import { Pane } from '../../components/pane.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import { clamp } from '../../layout/window.js';

const keysWidth = 14;

/** Every key of the action table, from line `top` on. */
export function HelpPane({ rect, top }: { rect: Rect; top: number }) {
  const lines = helpLines();
  const height = rect.height - 2;
  const start = clamp(top, 0, Math.max(0, lines.length - height));
  const end = Math.min(lines.length, start + height);
  const asides = lines.length > height ? [`${start + 1}-${end} of ${lines.length}`] : [];
  return (
    <Pane rect={rect} title={[{ text: 'Help', token: 'title' }]} asides={asides} isFocused>
      {lines.slice(start, end).map((line) => (
        <HelpRow key={line.text} line={line} />
      ))}
    </Pane>
  );
}

function HelpRow({ line }: { line: HelpLine }) {
  return (
    <Box height={1} flexShrink={0} paddingX={1}>
      {line.kind === 'group' ? (
        <Span text={line.text} token="title" />
      ) : (
        <>
          <Box width={keysWidth} flexShrink={0}>
            <Span text={`  ${line.keys}`} token="key" />
          </Box>
          <Span text={line.text} />
        </>
      )}
    </Box>
  );
}
