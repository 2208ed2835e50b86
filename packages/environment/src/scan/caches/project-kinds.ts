import { dirname, join } from 'node:path';
import { entryAt, headOf } from '../../health/look-at-files.js';
import { namesIn } from '../../owners/read-metadata.js';

/** A cache that a program keeps in a project. */
export interface ProjectKind {
  id: string;
  owner: { id: string; name: string };
  /** The end of its path, with `/` between names; `*` is a part of a name. */
  pattern: string;
  isFolder: boolean;
  /** True when what lies there is what this program writes. A name alone proves nothing. */
  isProven: (path: string) => boolean;
  /** What was looked at, as a sentence. */
  proof: string;
  contents: string;
}

/** Build outputs (`dist`, `.nuxt`) and environments are none: what made them may be gone. */
export const projectKinds: readonly ProjectKind[] = [
  {
    id: 'python-bytecode',
    owner: { id: 'python', name: 'Python' },
    pattern: '__pycache__',
    isFolder: true,
    isProven: holdsOnly(/\.py[co](?:\.\d+)?$/),
    proof: 'It holds compiled modules (.pyc) and nothing else.',
    contents: 'Compiled modules.',
  },
  {
    id: 'mypy',
    owner: { id: 'mypy', name: 'mypy' },
    pattern: '.mypy_cache',
    isFolder: true,
    isProven: holdsOnly(/^(?:CACHEDIR\.TAG|\.gitignore|missing_stubs|\d+\.\d+)$/),
    proof: 'It holds what mypy writes and nothing else.',
    contents: 'Types of modules, by the version of Python.',
  },
  {
    id: 'pytest',
    owner: { id: 'pytest', name: 'pytest' },
    pattern: '.pytest_cache',
    isFolder: true,
    isProven: holdsOnly(/^(?:CACHEDIR\.TAG|\.gitignore|README\.md|v)$/),
    proof: 'It holds what pytest writes and nothing else.',
    contents: 'Which tests failed last, for --lf.',
  },
  {
    id: 'ruff',
    owner: { id: 'ruff', name: 'Ruff' },
    pattern: '.ruff_cache',
    isFolder: true,
    isProven: holdsOnly(/^(?:CACHEDIR\.TAG|\.gitignore|content|\d+\.\d+\.\d+)$/),
    proof: 'It holds what Ruff writes and nothing else.',
    contents: 'Which files have no findings.',
  },
  {
    id: 'node-modules-cache',
    owner: { id: 'npm', name: 'packages of npm' },
    pattern: 'node_modules/.cache',
    isFolder: true,
    isProven: (path) => namesIn(path).length > 0,
    proof:
      'Packages of npm keep their caches in node_modules/.cache, and no package can have that name.',
    contents: 'Caches of build tools such as Babel, Terser and Prettier.',
  },
  {
    id: 'next',
    owner: { id: 'next', name: 'Next.js' },
    pattern: '.next/cache',
    isFolder: true,
    isProven: holdsOnly(/^(?:webpack|swc|images|fetch-cache|turbopack|eslint|\..+info)$/),
    proof: 'It lies in .next and holds what Next.js writes and nothing else.',
    contents: 'Compiled modules and images.',
  },
  {
    id: 'parcel',
    owner: { id: 'parcel', name: 'Parcel' },
    pattern: '.parcel-cache',
    isFolder: true,
    isProven: (path) => namesIn(path).includes('data.mdb'),
    proof: 'It holds the database of Parcel.',
    contents: 'Compiled modules.',
  },
  {
    id: 'nx',
    owner: { id: 'nx', name: 'Nx' },
    pattern: '.nx/cache',
    isFolder: true,
    isProven: isBeside('nx.json'),
    proof: 'It lies in .nx beside nx.json.',
    contents: 'Results of tasks.',
  },
  {
    id: 'turbo',
    owner: { id: 'turbo', name: 'Turborepo' },
    pattern: '.turbo/cache',
    isFolder: true,
    isProven: isBeside('turbo.json'),
    proof: 'It lies in .turbo beside turbo.json.',
    contents: 'Results of tasks.',
  },
  {
    id: 'aider-tags',
    owner: { id: 'aider', name: 'Aider' },
    pattern: '.aider.tags.cache.v*',
    isFolder: true,
    isProven: (path) => namesIn(path).includes('cache.db'),
    proof: 'It holds the database of the map of the repository.',
    contents: 'The map of a repository.',
  },
  {
    id: 'eslint',
    owner: { id: 'eslint', name: 'ESLint' },
    pattern: '.eslintcache',
    isFolder: false,
    isProven: (path) => headOf(path, 2).startsWith('[{'),
    proof: 'It is a list of files as ESLint writes it.',
    contents: 'Which files have no findings.',
  },
  {
    id: 'typescript',
    owner: { id: 'typescript', name: 'TypeScript' },
    pattern: '*.tsbuildinfo',
    isFolder: false,
    isProven: (path) => /^\s*\{\s*"(?:fileNames|program|root|version)"/.test(headOf(path, 64)),
    proof: 'It is the state of an incremental build as TypeScript writes it.',
    contents: 'The state of an incremental build.',
  },
];

/** At least one name, and no other. */
function holdsOnly(name: RegExp): (path: string) => boolean {
  return (path) => {
    const names = namesIn(path);
    return names.length > 0 && names.every((each) => name.test(each));
  };
}

/** The file lies beside the folder that the cache is in. */
function isBeside(file: string): (path: string) => boolean {
  return (path) =>
    entryAt(join(dirname(dirname(path)), file))?.isFile() === true && namesIn(path).length > 0;
}
