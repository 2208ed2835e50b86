import { isAbsolute, relative, sep } from 'node:path';

/** True for the folder itself and for everything below it. Both are absolute and normal. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
