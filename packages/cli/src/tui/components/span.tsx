import { stripControls } from '@aim/core';
import { Text } from 'ink';
import { useLook } from '../theme/theme-context.js';
import type { Token } from '../theme/theme.js';

export interface SpanProps {
  text: string;
  token?: Token;
}

/** One line of text, the only way in which text reaches the screen: control characters never do. */
export function Span({ text, token = 'text' }: SpanProps) {
  return (
    <Text wrap="truncate-end" {...useLook(token)}>
      {oneLine(text)}
    </Text>
  );
}

/** The text as it is shown: without control characters, in one line. */
export function oneLine(text: string): string {
  return stripControls(text).replaceAll(/[\n\t]+/g, ' ');
}
