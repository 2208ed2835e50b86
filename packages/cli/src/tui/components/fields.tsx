import { Box } from 'ink';
import type { Token } from '../theme/theme.js';
import { Paragraph } from './paragraph.js';
import { Span } from './span.js';

/** A fact with its name. */
export interface Field {
  label: string;
  value: string;
  token?: Token;
}

const labelWidth = 11;

/** Facts under each other, inside a space on each side; long ones go on in the next line. */
export function Fields({ fields, width }: { fields: readonly Field[]; width: number }) {
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      {fields.map(({ label, value, token = 'text' }) => (
        <Box key={label} flexShrink={0}>
          <Box width={labelWidth} flexShrink={0}>
            <Span text={label} token="secondary" />
          </Box>
          <Paragraph text={value} width={width - labelWidth - 2} token={token} />
        </Box>
      ))}
    </Box>
  );
}
