import { Box } from 'ink';
import { Pane } from '../../components/pane.js';
import { Paragraph } from '../../components/paragraph.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import type { Confirm } from '../../store/dialogs.js';
import { symbols } from '../../theme/symbols.js';

/** What would be done, and the two answers, of which Cancel comes first. */
export function ConfirmPane({ rect, confirm }: { rect: Rect; confirm: Confirm }) {
  const { title, plan, verb, isSure, mustType, typed, command } = confirm;
  // Title, plan, question and buttons have to fit: the plan is what is cut.
  const room = Math.max(1, rect.height - 8);
  return (
    <Pane rect={rect} title={[{ text: title, token: 'title' }]} isFocused>
      <Box flexDirection="column" paddingX={1} flexShrink={0}>
        {plan.slice(0, room).map((line) => (
          <Paragraph key={line} text={line} width={rect.width - 4} lines={2} />
        ))}
        {plan.length > room && <Span text={`and ${plan.length - room} more`} token="secondary" />}
        <Box height={1} flexShrink={0} />
        {command !== null && <Span text={`$ ${command}`} token="key" />}
        {mustType !== null && <Span text={`Type ${mustType} to be sure: ${typed}_`} token="warn" />}
        <Box height={1} flexShrink={0} gap={4}>
          <Span text={button('Cancel', !isSure)} token={isSure ? 'text' : 'selected'} />
          <Span text={button(verb, isSure)} token={isSure ? 'fail' : 'text'} />
        </Box>
      </Box>
    </Pane>
  );
}

function button(word: string, hasFocus: boolean): string {
  return `${hasFocus ? symbols.selected : ' '} [ ${word} ]`;
}
