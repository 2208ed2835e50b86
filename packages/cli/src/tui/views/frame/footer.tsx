import { Box } from 'ink';
import { footerGap, footerItems } from '../../actions/footer-items.js';
import { Place } from '../../components/place.js';
import { Span } from '../../components/span.js';
import type { Rect } from '../../layout/rect.js';
import type { DashboardState } from '../../store/state.js';
import { symbols } from '../../theme/symbols.js';

/** The keys that do something now. */
export function Footer({ state, rect }: { state: DashboardState; rect: Rect }) {
  const { items, isCut } = footerItems(state, rect.width - 2);
  return (
    <Place rect={rect}>
      <Box height={1} paddingX={1} gap={footerGap}>
        {items.map(({ key, short }) => (
          <Box key={key} flexShrink={0}>
            <Span text={key} token="key" />
            <Span text={` ${short}`} token="secondary" />
          </Box>
        ))}
        {isCut && <Span text={symbols.cut} token="secondary" />}
      </Box>
    </Place>
  );
}
