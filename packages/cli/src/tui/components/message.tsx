import type { ErrorReport } from '@aim/core';
import { Box } from 'ink';
import { checkMarks } from '../../render/health.js';
import { Paragraph } from './paragraph.js';

/** What went wrong and what to do about it, inside the pane that it happened to. */
export function ErrorMessage({ error, width }: { error: ErrorReport; width: number }) {
  const room = width - 2;
  const { message, cause, hint } = error;
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      <Paragraph text={`${checkMarks.fail} ${message}`} width={room} token="fail" />
      {cause !== undefined && <Paragraph text={`cause: ${cause}`} width={room} token="secondary" />}
      {hint !== undefined && <Paragraph text={`try: ${hint}`} width={room} token="key" />}
    </Box>
  );
}

/** Lines that stand where rows would: nothing there yet, or still being read. */
export function Note({ lines, width }: { lines: readonly string[]; width: number }) {
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      {lines.map((line) => (
        <Paragraph key={line} text={line} width={width - 2} token="secondary" />
      ))}
    </Box>
  );
}
