import type { AuditRecord } from '@aim/core';
import { Box } from 'ink';
import { Place } from '../../components/place.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';

export interface EventLineProps {
  rect: Rect;
  /** Null when nothing was recorded, undefined while that is not known. */
  event: AuditRecord | null | undefined;
  notice: string | null;
  /** The command line that does what the last key did. */
  command: string | null;
}

/** What there is to say about the last key, else the newest event of the audit log. */
export function EventLine({ rect, event, notice, command }: EventLineProps) {
  // What there is to say comes first: a command that would cut it is told by the log.
  const same = command === null ? null : `$ ${command}`;
  const left = rect.width - 4 - (notice?.length ?? 0);
  const shown = same !== null && same.length <= left ? same : null;
  return (
    <Place rect={rect}>
      <Box height={1} paddingX={1} justifyContent="space-between">
        {notice !== null && <Span text={notice} />}
        {notice === null && event !== undefined && (
          <Span text={`last event: ${eventWords(event)}`} token="secondary" />
        )}
        {shown !== null && (
          <Box flexShrink={0} marginLeft={2}>
            <Span text={shown} token="key" />
          </Box>
        )}
      </Box>
    </Place>
  );
}

function eventWords(event: AuditRecord | null): string {
  return event === null ? 'none' : `${event.message} (${event.timestamp})`;
}
