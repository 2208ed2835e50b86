/** Writes a path below the home folder with `~`. */
export function shortPath(path: string, home: string): string {
  if (path === home) return '~';
  return home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** Cuts a path in the middle, so that its end, which says most, stays. */
export function fitPath(path: string, width: number): string {
  if (path.length <= width) return path;
  const end = Math.ceil((width - 1) * 0.65);
  const start = Math.max(0, width - 1 - end);
  return `${path.slice(0, start)}…${path.slice(path.length - end)}`;
}
