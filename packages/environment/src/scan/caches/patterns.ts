import { join } from 'node:path';
import picomatch from 'picomatch';
import { entryAt } from '../../health/look-at-files.js';
import { hasCacheTag } from './cache-tag.js';
import { projectKinds, type ProjectKind } from './project-kinds.js';
import type { CacheProblem } from './types.js';

/** Names that never are a cache, whoever says so. */
const neverCaches: ReadonlySet<string> = new Set(
  [
    ...['.git', '.hg', '.svn', 'dist', 'build', 'out', 'target', 'src', 'lib', 'bin'],
    ...['site-packages', 'dist-packages', 'node_modules', '.venv', 'venv', 'env'],
    ...['.ssh', '.gnupg', '.aws', '.config', '.local', '.kube', '.docker'],
  ].map((name) => name.toLowerCase()),
);

/**
 * The kinds of cache that configured patterns ask for. A pattern is the end of a path, as AIM+ has
 * it; one that could leave a root, or that asks for what never is a cache, is told and not used.
 */
export function kindsOf(patterns: readonly string[] | undefined): {
  kinds: readonly ProjectKind[];
  problems: CacheProblem[];
} {
  if (patterns === undefined || patterns.length === 0) return { kinds: projectKinds, problems: [] };
  const problems: CacheProblem[] = [];
  const kinds = patterns.flatMap((written) => {
    const pattern = written.replaceAll('\\', '/').replace(/^(?:\.\/|\*\*\/)+|\/+$/g, '');
    const message = whyNot(pattern);
    if (message !== undefined) {
      problems.push({ path: written, kind: 'pattern', message });
      return [];
    }
    const known = projectKinds.find(
      (kind) => kind.pattern === pattern || kind.pattern === `*${pattern}`,
    );
    return [known ?? configured(pattern)];
  });
  return { kinds: [...new Map(kinds.map((kind) => [kind.pattern, kind])).values()], problems };
}

/** True for a path whose end is the pattern. */
export function endMatcher(pattern: string): (path: string) => boolean {
  const depth = pattern.split('/').length;
  const isWanted = picomatch(pattern, { dot: true, nonegate: true });
  return (path) => isWanted(path.split('/').slice(-depth).join('/'));
}

function whyNot(pattern: string): string | undefined {
  const names = pattern.split('/');
  if (/^(?:$|[/~$]|[A-Za-z]:)/.test(pattern))
    return 'a pattern is the end of a path, such as .mypy_cache';
  if (names.some((name) => name === '..' || name === '.' || name === '')) {
    return 'a pattern may not have . or .. in it';
  }
  const last = names.at(-1) as string;
  if (names.some((name) => name.includes('**')) || /^[*?]*$/.test(last))
    return 'it would match everything';
  if (names.includes('.git') || neverCaches.has(last.toLowerCase()))
    return 'what has that name is no cache';
  return undefined;
}

function configured(pattern: string): ProjectKind {
  return {
    id: `pattern:${pattern}`,
    owner: { id: 'configured', name: 'configured' },
    pattern,
    isFolder: true,
    isProven: (path) =>
      hasCacheTag(path) && entryAt(join(path, 'pyvenv.cfg')) === undefined && !isNamedNever(path),
    proof: 'Its program marked it as a cache (CACHEDIR.TAG).',
    contents: 'Matches a pattern of environment.scanner.cachePatterns.',
  };
}

/** A wildcard of a pattern may have met such a name. */
function isNamedNever(path: string): boolean {
  const names = path.split(/[\\/]/);
  return names.includes('.git') || neverCaches.has((names.at(-1) as string).toLowerCase());
}
