import type { Status } from '@aim/services';
import { Box } from 'ink';
import { Place } from '../../components/place.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';

/** The newest line of the audit log. */
export function EventLine({ rect, status }: { rect: Rect; status: Status | null }) {
  return (
    <Place rect={rect}>
      <Box height={1} paddingX={1}>
        {status !== null && <Span text={`last event: ${eventWords(status)}`} token="secondary" />}
      </Box>
    </Place>
  );
}

function eventWords({ lastEvent }: Status): string {
  return lastEvent === null ? 'none' : `${lastEvent.message} (${lastEvent.timestamp})`;
}
