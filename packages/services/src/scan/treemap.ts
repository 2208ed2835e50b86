/** A place in percent of the whole. */
export interface Tile<T> {
  item: T;
  x: number;
  y: number;
  width: number;
  height: number;
}

type Place = Omit<Tile<unknown>, 'item'>;

/**
 * Lays items out so that the area of each tells its size: halves of about the same sum go side by
 * side along the longer side, again and again.
 *
 * @param items - with sizes above 0, the largest first
 * @param ratio - of the width of the whole to its height
 */
export function treemap<T>(
  items: readonly { item: T; size: number }[],
  ratio: number,
  place: Place = { x: 0, y: 0, width: 100, height: 100 },
): Tile<T>[] {
  const [only] = items;
  if (only === undefined) return [];
  if (items.length === 1) return [{ item: only.item, ...place }];
  const total = items.reduce((sum, { size }) => sum + size, 0);
  let count = 1;
  let half = only.size;
  while (count < items.length - 1 && half + (items[count]?.size ?? 0) / 2 < total / 2) {
    half += items[count]?.size ?? 0;
    count += 1;
  }
  const [first, second] = split(place, half / total, ratio);
  return [
    ...treemap(items.slice(0, count), ratio, first),
    ...treemap(items.slice(count), ratio, second),
  ];
}

function split(place: Place, share: number, ratio: number): [Place, Place] {
  const { x, y, width, height } = place;
  if (width * ratio >= height) {
    const own = width * share;
    return [
      { ...place, width: own },
      { ...place, x: x + own, width: width - own },
    ];
  }
  const own = height * share;
  return [
    { ...place, height: own },
    { ...place, y: y + own, height: height - own },
  ];
}
