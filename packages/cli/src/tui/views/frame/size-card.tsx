import { Box } from 'ink';
import { Span } from '../../components/span.js';
import { smallestSize } from '../../layout/layout.js';
import type { Size } from '../../layout/rect.js';

/** What is shown instead of a dashboard that would not fit. */
export function SizeCard({ size, quitKey }: { size: Size; quitKey: string }) {
  const { columns, rows } = smallestSize;
  return (
    <Box
      width={size.columns}
      height={Math.max(1, size.rows - 1)}
      flexDirection="column"
      alignItems="center"
      justifyContent="center"
      overflow="hidden"
    >
      <Span
        text={`Terminal is ${size.columns}×${size.rows}; AIM needs ${columns}×${rows}`}
        token="title"
      />
      {size.rows > 3 && <Span text={`${quitKey} quits`} token="secondary" />}
    </Box>
  );
}
