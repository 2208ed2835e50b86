import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Rect } from '../layout/rect.js';

/** Puts something at its place on the screen and cuts off what would not fit. */
export function Place({ rect, children }: { rect: Rect; children: ReactNode }) {
  return (
    <Box
      position="absolute"
      marginLeft={rect.x}
      marginTop={rect.y}
      width={rect.width}
      height={rect.height}
      flexDirection="column"
      overflow="hidden"
    >
      {children}
    </Box>
  );
}
