import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import validRange from 'semver/ranges/valid.js';
import { allowsPep440 } from './pep440-specifiers.js';
import { comparePep440, isPythonPreRelease } from './pep440.js';

/** How the versions of a channel are written: as npm does, as Python does, or in its own way. */
export type VersionScheme = 'semver' | 'pep440' | 'text';

/** Which versions of a tool are right. `text` is what the configuration says. */
export type VersionRange =
  | { kind: 'any' }
  | { kind: 'exact'; scheme: VersionScheme; version: string }
  | { kind: 'range'; scheme: VersionScheme; text: string };

/** The scheme of a channel; of one that AIM does not know, its own. */
export function versionScheme(channel: string | null): VersionScheme {
  if (channel === 'pipx' || channel === 'uv') return 'pep440';
  return semverChannels.has(channel ?? '') ? 'semver' : 'text';
}

const semverChannels = new Set(['npm', 'pnpm', 'bun', 'volta', 'cargo', 'go']);

/**
 * Reads a pin or a range: a version, a range of npm (`^1.2`, `1.x`), or for Python specifiers of
 * PEP 440 (`~=1.4`, `>=1,<2`). `*` and `latest` stand for any version.
 *
 * @returns what was expected, as the end of a sentence, for a text that is none of these
 */
export function parseRange(
  text: string,
  scheme: VersionScheme,
): VersionRange | { problem: string } {
  const wish = text.trim();
  if (wish === '*' || wish === 'latest') return { kind: 'any' };
  if (scheme === 'pep440') return pythonRange(wish);
  const exact = valid(wish);
  if (exact !== null) return { kind: 'exact', scheme, version: scheme === 'text' ? wish : exact };
  if (wish !== '' && validRange(wish) !== null) return { kind: 'range', scheme, text: wish };
  if (scheme === 'text' && /^\d[\w.+~:,-]*$/.test(wish)) {
    return { kind: 'exact', scheme, version: wish };
  }
  return { problem: 'expected a version such as 1.2.3 or a range such as ^1.2 or 1.x' };
}

function pythonRange(text: string): VersionRange | { problem: string } {
  if (isPythonVersion(text)) return { kind: 'exact', scheme: 'pep440', version: text };
  const [, pinned] = /^={2,3}\s*([^*,]+)$/.exec(text) ?? [];
  if (pinned !== undefined && isPythonVersion(pinned)) {
    return { kind: 'exact', scheme: 'pep440', version: pinned };
  }
  const clauses = text.split(',').map((clause) => clause.trim());
  if (clauses.every(isClause)) return { kind: 'range', scheme: 'pep440', text: clauses.join(',') };
  return {
    problem: 'expected a version such as 1.2.3 or a range of PEP 440 such as ~=1.2 or >=1,<2',
  };
}

function isClause(clause: string): boolean {
  const [, operator = '', base = ''] = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/.exec(clause) ?? [];
  if (base.endsWith('.*'))
    return ['==', '!='].includes(operator) && isPythonVersion(base.slice(0, -2));
  if (!isPythonVersion(base)) return false;
  return operator !== '~=' || allowsPep440(clause, base) !== null;
}

function isPythonVersion(text: string): boolean {
  return comparePep440(text, text) !== null;
}

/**
 * Whether a version that is there is right. Pre-releases count by their order alone: whoever has
 * one has chosen it.
 */
export function allowsVersion(range: VersionRange, version: string): boolean {
  if (range.kind === 'any') return true;
  if (range.kind === 'exact') return isSameVersion(range, version);
  if (range.scheme === 'pep440') return allowsPep440(range.text, version) === true;
  return satisfies(version, range.text, { loose: true, includePrerelease: true });
}

/** Whether a version may be chosen: a pre-release only where the range names one. */
export function offersVersion(range: VersionRange, version: string): boolean {
  if (range.kind === 'exact') return isSameVersion(range, version);
  if (range.kind === 'range' && range.scheme !== 'pep440') return satisfies(version, range.text);
  const namesOne = range.kind === 'range' && range.text.split(',').some(namesPreRelease);
  if (!namesOne && isPreRelease(version)) return false;
  return range.kind === 'any' || allowsPep440(range.text, version) === true;
}

function namesPreRelease(clause: string): boolean {
  return isPythonPreRelease(clause.replace(/^[=~<>!]+\s*/, ''));
}

/** Of npm by its dash, of Python by its words. */
function isPreRelease(version: string): boolean {
  return valid(version) === null
    ? isPythonPreRelease(version)
    : version.split('+')[0]?.includes('-') === true;
}

function isSameVersion(
  { scheme, version: wanted }: { scheme: VersionScheme; version: string },
  version: string,
) {
  if (version === wanted) return true;
  if (scheme === 'pep440') return comparePep440(version, wanted) === 0;
  return scheme === 'semver' && valid(version) === wanted;
}

/** The range as a person would write it. */
export function rangeText(range: VersionRange): string {
  if (range.kind === 'any') return '*';
  return range.kind === 'exact' ? range.version : range.text;
}
