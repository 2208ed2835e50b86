const levels = '▁▂▃▄▅▆▇█';

/**
 * Counts as a line of blocks, one cell each, the largest as the highest. Where a count is not known
 * there is a gap.
 */
export function sparkline(counts: readonly (number | null)[]): string {
  const most = Math.max(1, ...counts.map((count) => count ?? 0));
  return counts
    .map((count) => {
      if (count === null) return ' ';
      // Only nothing is as low as nothing.
      const level = count === 0 ? 0 : Math.max(1, Math.round((count / most) * 7));
      return levels[level];
    })
    .join('');
}
