import * as fs from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Limits } from './limits.js';

/**
 * What of a payload is beyond the limits, each as a sentence. A file counts by its own path and by
 * the one that its links lead to.
 *
 * @param cwd - what relative paths are relative to
 */
export function limitProblems(
  payload: { readonly files?: unknown },
  limits: Limits,
  cwd: string,
): string[] {
  const bytes = sizeOf(payload);
  if (bytes === undefined) return ['payload: expected what can be written as JSON'];
  const size =
    bytes <= limits.maxPayloadBytes
      ? []
      : [`payload: expected at most ${limits.maxPayloadBytes} bytes, found ${bytes}`];
  const files: unknown[] = Array.isArray(payload.files) ? payload.files : [];
  const number =
    files.length <= limits.maxFiles
      ? []
      : [`payload.files: expected at most ${limits.maxFiles} files, found ${files.length}`];
  const each = files.flatMap((file, index) =>
    typeof file === 'string'
      ? fileProblem(file, limits, cwd).map((p) => `payload.files.${index}: ${p}`)
      : [],
  );
  return [...size, ...number, ...each];
}

function sizeOf(payload: object): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(payload));
  } catch {
    return undefined;
  }
}

function fileProblem(
  file: string,
  { allowedFiles, forbiddenPaths }: Limits,
  cwd: string,
): string[] {
  const path = resolve(cwd, file);
  const paths = [...new Set([path, realPath(path)])];
  const lifted = forbiddenPaths.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const inQuestion = paths.filter((each) => !lifted.some((glob) => matches(each, glob, cwd)));
  const forbidden = forbiddenPaths.find(
    (glob) => !glob.startsWith('!') && inQuestion.some((each) => matches(each, glob, cwd)),
  );
  if (forbidden !== undefined) {
    return [`expected no file of ${forbidden} (registry.limits.forbiddenPaths), found ${file}`];
  }
  const isAllowed = (each: string) =>
    allowedFiles === undefined || allowedFiles.some((glob) => matches(each, glob, cwd));
  if (paths.every(isAllowed)) return [];
  const globs = allowedFiles?.join(', ');
  return [`expected a file of ${globs} (registry.limits.allowedFiles), found ${file}`];
}

/** A glob that starts at the root or anywhere is held against the whole path, else against the rest. */
function matches(path: string, glob: string, cwd: string): boolean {
  const isWhole = isAbsolute(glob) || glob.startsWith('**');
  const subject = slashed(isWhole ? path : relative(cwd, path));
  const options = { dot: true, nocase: process.platform !== 'linux' };
  // What names a folder's content names the folder as well.
  return picomatch.isMatch(subject, [glob, glob.replace(/\/\*\*$/, '')], options);
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function realPath(path: string): string {
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}
