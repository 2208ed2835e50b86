import { Box } from 'ink';
import { wrapText } from '../layout/wrap-text.js';
import type { Token } from '../theme/theme.js';
import { oneLine, Span } from './span.js';

export interface ParagraphProps {
  text: string;
  /** Cells in a line. */
  width: number;
  /** The most lines that it may take. */
  lines?: number;
  token?: Token;
}

/** Text that goes on in the next line. */
export function Paragraph({ text, width, lines, token = 'text' }: ParagraphProps) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {wrapText(oneLine(text), width, lines).map((line, index) => (
        <Box key={index} height={1} flexShrink={0}>
          <Span text={line} token={token} />
        </Box>
      ))}
    </Box>
  );
}
