import * as fs from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './read-metadata.js';

/** Read access to dpkg's own files. */
export interface DpkgDatabase {
  statusFile: string;
  /**
   * The package that lists one of the paths, and the file that says so. Looks into the list of the
   * package called `guess` first.
   */
  listOf: (
    paths: readonly string[],
    guess: string,
  ) => { package: string; path: string } | undefined;
  /** The version of an installed package, named as `name` or `name:architecture`. */
  versionOf: (name: string) => string | undefined;
}

/** dpkg's database below a root. Nothing is read before it is asked, and nothing twice. */
export function dpkgDatabase(root: string): DpkgDatabase {
  const folder = join(root, 'var', 'lib', 'dpkg');
  const info = join(folder, 'info');
  const statusFile = join(folder, 'status');
  const read = once((path: string) => readLatin1(path));
  const names = once(() => listNames(info));
  return {
    statusFile,
    listOf: (paths, guess) => {
      const lines = withoutDiverted(paths, read(join(folder, 'diversions')));
      const first = names('').filter((name) => name.replace(/:.*$/, '') === guess);
      for (const name of [...first, ...names('')]) {
        const path = join(info, `${name}.list`);
        const text = read(path);
        if (lines.some((line) => text.includes(line))) return { package: name, path };
      }
      return undefined;
    },
    versionOf: (name) => installedVersion(read(statusFile), name),
  };
}

function listNames(info: string): string[] {
  return namesIn(info)
    .filter((name) => name.endsWith('.list'))
    .map((name) => name.slice(0, -'.list'.length));
}

/**
 * The lines to look for in a list. A path that one package diverts from another is listed by both:
 * it proves neither.
 */
function withoutDiverted(paths: readonly string[], diversions: string): string[] {
  const lines = diversions.split('\n');
  const diverted = new Set(lines.filter((_, index) => index % 3 === 0));
  return paths.filter((path) => !diverted.has(latin1(path))).map((path) => `\n${latin1(path)}\n`);
}

function installedVersion(status: string, name: string): string | undefined {
  const [packageName, architecture] = name.split(':');
  for (const paragraph of paragraphsOf(status, packageName as string)) {
    const field = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(paragraph)?.[1];
    const isThisOne = architecture === undefined || field('Architecture') === architecture;
    if (isThisOne && field('Status')?.endsWith(' installed') === true) return field('Version');
  }
  return undefined;
}

function* paragraphsOf(status: string, packageName: string): Generator<string> {
  const text = `\n${status}`;
  const opening = `\nPackage: ${packageName}\n`;
  for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) {
    const end = text.indexOf('\n\n', at);
    yield text.slice(at, end === -1 ? undefined : end);
  }
}

// One byte, one character: quick to read, and names that are not UTF-8 stay themselves.
function readLatin1(path: string): string {
  try {
    return fs.readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function latin1(path: string): string {
  return Buffer.from(path, 'utf8').toString('latin1');
}

function once<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as T;
  };
}
