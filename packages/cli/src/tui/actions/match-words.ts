/**
 * How well a text fits what was typed: every word of it must stand in the text, as the start of a
 * word (best), inside one, or as letters of one in this order. Case does not count.
 *
 * @returns 0 for the best fit, more for a worse one; null when it does not fit
 */
export function matchWords(query: string, text: string): number | null {
  const words = text.toLowerCase().split(/\s+/);
  let score = 0;
  for (const wanted of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const best = Math.min(...words.map((word) => fit(wanted, word)));
    if (best === Infinity) return null;
    score += best;
  }
  return score;
}

function fit(wanted: string, word: string): number {
  const place = word.indexOf(wanted);
  if (place === 0) return 0;
  if (place > 0) return 1;
  let from = 0;
  for (const character of wanted) {
    const found = word.indexOf(character, from);
    if (found === -1) return Infinity;
    from = found + 1;
  }
  return 2;
}
