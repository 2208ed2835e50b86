export const mask = '[redacted]';

/** Below this many characters a value is too common a string to be masked without damage. */
export const minMaskableLength = 8;

/** Settings of colour and style (SGR), but for long numbers, which may be a value. */
const style = new RegExp(String.raw`\u001b\[(?:\d{0,3}[;:])*\d{0,3}m`, 'g');

/**
 * The settings of style that stand within an occurrence: written after its mask, they make what
 * follows look as it should. Other escape sequences go with the value.
 */
export function stylesIn(occurrence: string): string {
  return occurrence.includes('\u001b') ? (occurrence.match(style) ?? []).join('') : '';
}
