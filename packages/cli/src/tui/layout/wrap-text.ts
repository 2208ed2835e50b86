/**
 * Breaks a line at its spaces into lines of at most `width` cells; a longer word is broken where
 * it must. When there are more than `most` lines the last one ends with `…`.
 */
export function wrapText(text: string, width: number, most = Infinity): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (cells(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  if (most < 1) return [];
  const last = lines[most - 1] ?? '';
  return [...lines.slice(0, most - 1), `${breakWord(last, width - 1)[0] ?? ''}…`];
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && cells(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** At most how many cells a text takes: what may be wide counts as wide. */
function cells(text: string): number {
  let count = 0;
  for (const character of text) count += (character.codePointAt(0) as number) >= 0x1100 ? 2 : 1;
  return count;
}
