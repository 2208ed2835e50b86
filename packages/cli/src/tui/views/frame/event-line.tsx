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
}

/** What there is to say about the last key, else the newest event of the audit log. */
export function EventLine({ rect, event, notice }: EventLineProps) {
  return (
    <Place rect={rect}>
      <Box height={1} paddingX={1}>
        {notice !== null && <Span text={notice} />}
        {notice === null && event !== undefined && (
          <Span text={`last event: ${eventWords(event)}`} token="secondary" />
        )}
      </Box>
    </Place>
  );
}

function eventWords(event: AuditRecord | null): string {
  return event === null ? 'none' : `${event.message} (${event.timestamp})`;
}
