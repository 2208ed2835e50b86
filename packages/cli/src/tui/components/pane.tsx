import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Rect } from '../layout/rect.js';
import { symbols } from '../theme/symbols.js';
import { useLook } from '../theme/theme-context.js';
import type { Token } from '../theme/theme.js';
import { Place } from './place.js';
import { oneLine, Span } from './span.js';

export interface TitlePart {
  text: string;
  token: Token;
}

export interface PaneProps {
  rect: Rect;
  title: readonly TitlePart[];
  /** Stands at the right end of the title: the first of these that fits. */
  asides?: readonly string[];
  isFocused: boolean;
  children: ReactNode;
}

/** A border with the title in it. The border of the pane that has the keys is thick. */
export function Pane({ rect, title, asides = [], isFocused, children }: PaneProps) {
  const look = useLook(isFocused ? 'focus' : 'border');
  return (
    <Place rect={rect}>
      <PaneTop width={rect.width} title={title} asides={asides} isFocused={isFocused} />
      <Box
        // Made anew when the border changes: Ink 6.8 forgets borderTop on an update.
        key={isFocused ? 'thick' : 'thin'}
        borderStyle={isFocused ? 'bold' : 'single'}
        borderTop={false}
        {...(look.color === undefined ? {} : { borderColor: look.color })}
        {...(look.dimColor === undefined ? {} : { borderDimColor: look.dimColor })}
        width={rect.width}
        height={rect.height - 1}
        flexDirection="column"
        overflow="hidden"
      >
        {children}
      </Box>
    </Place>
  );
}

interface PaneTopProps extends Pick<PaneProps, 'title' | 'isFocused'> {
  width: number;
  asides: readonly string[];
}

function PaneTop({ width, title, asides, isFocused }: PaneTopProps) {
  const { topLeft, topRight, horizontal } = isFocused ? symbols.thick : symbols.thin;
  const token = isFocused ? 'focus' : 'border';
  const titleWidth = title.reduce((sum, part) => sum + part.text.length, 0);
  // Two corners, a space on each side of the title, and at least one line between it and the end.
  const room = width - titleWidth - 5;
  const aside = asides.map(oneLine).find((text) => text.length + 2 <= room);
  const end = aside === undefined ? topRight : ` ${aside} ${topRight}`;
  const line = horizontal.repeat(Math.max(0, width - titleWidth - 3 - end.length));
  return (
    <Box height={1} width={width} flexShrink={0}>
      <Span text={`${topLeft} `} token={token} />
      {title.map((part) => (
        <Span key={part.text} text={part.text} token={part.token} />
      ))}
      <Span text={` ${line}`} token={token} />
      <Span text={end} token={token} />
    </Box>
  );
}
