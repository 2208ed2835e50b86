import { dirname, join } from 'node:path';
import { readMetadata, realPathOrNone } from './read-metadata.js';

/** Launchers are about 1 KB; programs are not worth opening, in bytes. */
const maxLauncherBytes = 16 * 1024;

// The last line of the launchers of npm and pnpm, `"$basedir/…" "$@"` and `"%dp0%\…" %*`.
const shellLine = /"\$basedir\/([^"\n]*node_modules\/[^"\n]+)"\s+"\$@"/;
const batchLine = /"%(?:~dp0|dp0%)\\([^"\n]*node_modules\\[^"\n]+)"\s+%\*/;

/**
 * The file that a small launcher script starts, where npm (on Windows) and pnpm (everywhere) write
 * one in place of a link; undefined for any other file.
 */
export function launcherTarget(path: string, isWindows: boolean): string | undefined {
  const text = readMetadata(path, maxLauncherBytes);
  if (text.kind !== 'read') return undefined;
  const relative = (isWindows ? batchLine : shellLine).exec(text.value)?.[1];
  if (relative === undefined) return undefined;
  return realPathOrNone(join(dirname(path), ...relative.split(isWindows ? '\\' : '/')));
}
