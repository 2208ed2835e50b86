import { Box } from 'ink';
import { wrapText } from '../layout/wrap-text.js';
import type { Token } from '../theme/theme.js';
import { oneLine, Span } from './span.js';

/** A fact with its name; a text that goes on from the left edge where the name is null. */
export interface Field {
  label: string | null;
  value: string;
  token?: Token;
}

export interface FieldsProps {
  fields: readonly Field[];
  width: number;
  /** The most lines that are shown. */
  height: number;
  /** How many lines are passed over; no more than there are. */
  scroll: number;
  /** Shows the last lines where nothing was scrolled. */
  showsEnd?: boolean;
}

const labelWidth = 11;

/** Facts under each other, inside a space on each side; long ones go on in the next line. */
export function Fields({ fields, width, height, scroll, showsEnd = false }: FieldsProps) {
  const lines = fieldLines(fields, width - 2);
  const most = Math.max(0, lines.length - height);
  const start = showsEnd && scroll === 0 ? most : Math.min(scroll, most);
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      {lines.slice(start, start + height).map(({ label, text, token }, index) => (
        <Box key={index} height={1} flexShrink={0}>
          {label !== null && (
            <Box width={labelWidth} flexShrink={0}>
              <Span text={label} token="secondary" />
            </Box>
          )}
          <Span text={text} token={token} />
        </Box>
      ))}
    </Box>
  );
}

interface FieldLine {
  label: string | null;
  text: string;
  token: Token;
}

function fieldLines(fields: readonly Field[], width: number): FieldLine[] {
  return fields.flatMap(({ label, value, token = 'text' }) => {
    const wrapped = wrapText(oneLine(value), label === null ? width : width - labelWidth);
    return (wrapped.length === 0 ? [''] : wrapped).map((text, index) => ({
      label: label === null || index === 0 ? label : '',
      text,
      token,
    }));
  });
}
