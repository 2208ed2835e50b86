import { join } from 'node:path';
import { readMetadata } from './read-metadata.js';
import type { OwnerProbe } from './types.js';

/**
 * winget: a portable program lies in `WinGet\Packages\<package>_<source>`, and winget keeps an
 * index of that name there, for packages that are archives. The version is in the registry of
 * Windows only, so it stays unknown; so does who owns a package of one file, which has no index.
 */
export const winget: OwnerProbe = ({ realPath }, { host }) => {
  if (host.platform !== 'win32') return undefined;
  const place = /^.*[\\/]WinGet[\\/]Packages[\\/]([^\\/]+)(?=[\\/])/i.exec(realPath);
  if (place === null) return undefined;
  const [folder, code = ''] = place;
  const index = join(folder, `${code}.db`);
  const content = readMetadata(index);
  if (content.kind !== 'read' || !content.value.startsWith('SQLite format 3\0')) return undefined;
  // The name of winget's own source holds an underscore itself.
  const name = code.replace(/_(?:Microsoft\.Winget\.Source_8wekyb3d8bbwe|[^_]*)$/, '');
  return { channel: 'winget', package: name, version: null, evidence: index };
};
