const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A size as people read it: three digits at most, by powers of 1024. */
export function byteText(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (unit < units.length - 1 && size >= 999.5) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return `${size.toFixed(digits)} ${units[unit]}`;
}
