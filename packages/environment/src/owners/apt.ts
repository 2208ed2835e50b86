import { basename, relative } from 'node:path';
import type { OwnerContext } from './context.js';
import { unusable, type OwnedFile, type OwnerProbe } from './types.js';

/**
 * apt: dpkg lists the file, and its status tells the version. Asked only for files in the system's
 * own folders, which `/usr/local` is not.
 */
export const apt: OwnerProbe = (file, context) => {
  if (context.host.platform === 'win32') return undefined;
  const paths = systemPaths(file, context.systemRoot);
  if (paths.length === 0) return undefined;
  const list = context.dpkg.listOf(paths, file.binary);
  if (list === undefined) return undefined;
  const version = context.dpkg.versionOf(list.package);
  if (version === undefined)
    return unusable(context.dpkg.statusFile, `does not tell ${list.package}`);
  return {
    channel: 'apt',
    package: list.package.replace(/:.*$/, ''),
    version,
    evidence: list.path,
  };
};

/**
 * The names under which dpkg may list the file. A link to a program of another name proves nothing
 * about this one: mise's shims are links to `mise`.
 */
function systemPaths(file: OwnedFile, root: OwnerContext['systemRoot']): string[] {
  const own = [file.path];
  if (basename(file.realPath) === file.binary) own.push(file.realPath);
  return own
    .map((path) => `/${relative(root, path)}`)
    .filter((path) => /^\/(?:usr\/(?!local\/)|s?bin\/)/.test(path))
    .flatMap(bothSpellings);
}

/** `/bin` and `/usr/bin` are one folder since the merge of `/usr`; packages list either. */
function bothSpellings(path: string): string[] {
  const short = path.replace(/^\/usr(?=\/s?bin\/)/, '');
  return short.startsWith('/usr/') ? [path] : [short, `/usr${short}`];
}
