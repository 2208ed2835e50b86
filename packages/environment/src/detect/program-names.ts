import type { Host } from '@aim/core';

const windowsExtensions = '.COM;.EXE;.BAT;.CMD';

/** The file names that start this program: itself, or on Windows one for each PATHEXT, in order. */
export function programFileNames(binary: string, host: Pick<Host, 'platform' | 'env'>): string[] {
  if (host.platform !== 'win32') return [binary];
  const extensions = (host.env['PATHEXT'] || windowsExtensions).toLowerCase().split(';');
  const name = binary.toLowerCase();
  const usable = extensions.filter((extension) => extension.startsWith('.'));
  if (usable.some((extension) => name.endsWith(extension))) return [name];
  return usable.map((extension) => name + extension);
}

/** The name by which a file is called: without its folder, and on Windows without its extension. */
export function programNameOf(path: string, platform: Host['platform']): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), lastBackslash(path, platform)) + 1);
  return platform === 'win32' ? file.toLowerCase().replace(/\.[a-z0-9]+$/, '') : file;
}

/** True for a program that is configured as a place and not as a name. */
export function isPathLike(binary: string, host: Pick<Host, 'platform'>): boolean {
  return /^[~%$]|\//.test(binary) || (host.platform === 'win32' && binary.includes('\\'));
}

function lastBackslash(path: string, platform: Host['platform']): number {
  return platform === 'win32' ? path.lastIndexOf('\\') : -1;
}
