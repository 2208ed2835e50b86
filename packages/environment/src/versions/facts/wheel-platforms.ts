/**
 * The platforms, by the names of Node (`linux-x64`), that a file of a Python package is for: `any`
 * for a wheel without compiled parts and for sources, none for one of a system that AIM does not
 * run on. Pure.
 */
export function wheelPlatforms(filename: string): string[] {
  if (!filename.endsWith('.whl')) return ['any'];
  const tags = (filename.slice(0, -4).split('-').at(-1) as string).split('.');
  return [...new Set(tags.flatMap(platformsOf))].sort();
}

function platformsOf(tag: string): string[] {
  if (tag === 'any') return ['any'];
  if (tag === 'win32') return ['win32-ia32'];
  const [, windows] = /^win_(amd64|arm64)$/.exec(tag) ?? [];
  if (windows !== undefined) return [`win32-${archs[windows]}`];
  const [, mac] = /^macosx_\d+_\d+_(\w+)$/.exec(tag) ?? [];
  if (mac === 'universal2') return ['darwin-arm64', 'darwin-x64'];
  if (mac !== undefined) return Object.hasOwn(archs, mac) ? [`darwin-${archs[mac]}`] : [];
  const [, linux = ''] = /^(?:(?:many|musl)linux(?:\d+|_\d+_\d+)|linux)_(\w+)$/.exec(tag) ?? [];
  return Object.hasOwn(archs, linux) ? [`linux-${archs[linux]}`] : [];
}

const archs: Readonly<Record<string, string>> = {
  x86_64: 'x64',
  amd64: 'x64',
  intel: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  i686: 'ia32',
  armv7l: 'arm',
  ppc64le: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
};
