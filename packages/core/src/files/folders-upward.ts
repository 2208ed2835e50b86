import * as path from 'node:path';

/** A folder and those that it lies in, the nearest first, by the rules of this platform or another. */
export function* foldersUpward(
  start: string,
  { dirname }: Pick<typeof path, 'dirname'> = path,
): Generator<string> {
  let folder = start;
  for (; dirname(folder) !== folder; folder = dirname(folder)) yield folder;
  yield folder;
}
