import { dirname, join } from 'node:path';
import { readGoBuildInfo } from './go-build-info.js';
import { realPathOrNone } from './read-metadata.js';
import type { OwnerContext } from './context.js';
import type { OwnerProbe } from './types.js';

/**
 * go: the program carries the module that it was built from. Only `go install MODULE@VERSION`
 * leaves the module's checksum there; it owns the program when that also lies in Go's own folder
 * of programs. Elsewhere package and version are proven, and who put it there is not.
 */
export const go: OwnerProbe = ({ realPath }, { host }) => {
  const info = readGoBuildInfo(realPath);
  if (info === undefined) return undefined;
  const isTheirs = goFolders(host).some((place) => realPathOrNone(place) === dirname(realPath));
  return {
    channel: isTheirs && info.hasChecksum ? 'go' : 'unknown',
    package: info.package,
    version: info.version,
    evidence: `the build information in ${realPath}`,
  };
};

function goFolders({ env, home, platform }: OwnerContext['host']): string[] {
  const goPath = env['GOPATH'] || join(home, 'go');
  const folders = goPath.split(platform === 'win32' ? ';' : ':').map((each) => join(each, 'bin'));
  return env['GOBIN'] ? [env['GOBIN'], ...folders] : folders;
}
