import { posix, win32 } from 'node:path';
import { foldersUpward } from '../files/folders-upward.js';
import { expandIfDefined, type ExpansionScope } from '../config/expand.js';
import type { Host } from '../host/host.js';

export type PlatformName = 'linux' | 'macos' | 'windows';

/** A path in the notation of `schema/places.schema.json`: for every platform, or for each. */
export type CataloguePath = string | Readonly<Partial<Record<PlatformName, string>>>;

/** A path, and where it lies instead when a variable is set: the first that is set counts. */
export interface CataloguePlace {
  path: CataloguePath;
  moved?: readonly string[];
}

/** What the placeholders of a path stand for on this machine. */
export interface PlaceScope {
  host: Pick<Host, 'platform' | 'env' | 'home' | 'cwd'>;
  /** The folders of the tool that the path is of. */
  folders?: Readonly<Record<string, CataloguePlace>>;
  /** The top of the repository, absent outside of one. */
  gitRoot?: string;
}

/** The scope for the paths of a tool; outside a repository without `gitRoot`. */
export function placeScope(
  { folders }: Pick<PlaceScope, 'folders'>,
  host: PlaceScope['host'],
  gitRoot?: string,
): PlaceScope {
  return { host, ...(folders && { folders }), ...(gitRoot !== undefined && { gitRoot }) };
}

/**
 * The paths that a place of the catalogue stands for on this machine, best first. They may hold `*`
 * and `**`, and need not exist. Empty for a place of other platforms, with a variable that is not
 * set or empty, for `<git-root>` outside a repository, and for `<install>`, which nobody knows.
 */
export function placePaths(place: CataloguePlace, scope: PlaceScope): string[] {
  const variables = variablesOf(scope.host);
  const moved = (place.moved ?? []).flatMap((path) => expandIfDefined(path, variables) ?? []);
  if (moved.length > 0) return moved.slice(0, 1);
  const { path } = place;
  const written = typeof path === 'string' ? path : path[platformName(scope.host)];
  if (written === undefined) return [];
  const [, opening, name = '', rest = ''] = placeholder.exec(written) ?? [];
  if (opening === undefined) return [expandIfDefined(written, variables) ?? []].flat();
  const roots = opening === '{' ? folder(name, scope) : situation(name, scope);
  return roots.map((root) => root.replace(/[/\\]$/, '') + rest);
}

const placeholder = /^([{<])([a-z-]+)[}>](.*)$/s;

const known = new WeakMap<PlaceScope['host'], ExpansionScope>();

/** Made once for each host: a check asks for some hundred paths. */
function variablesOf(host: PlaceScope['host']): ExpansionScope {
  const made = known.get(host);
  if (made !== undefined) return made;
  const { env, home } = host;
  const set = Object.entries(env).filter(([, value]) => value !== '');
  const variables = { home, env: Object.fromEntries(set) };
  known.set(host, variables);
  return variables;
}

/** How the catalogue calls the system of a host; `linux` for any other than these. */
export function platformName({ platform }: Pick<Host, 'platform'>): PlatformName {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

function folder(name: string, scope: PlaceScope): string[] {
  const place = scope.folders?.[name];
  if (place === undefined) throw new Error(`{${name}} is no folder of this tool`);
  return placePaths(place, scope);
}

function situation(name: string, { host, gitRoot }: PlaceScope): string[] {
  switch (name) {
    case 'cwd':
      return [host.cwd];
    case 'git-root':
      return gitRoot === undefined ? [] : [gitRoot];
    case 'up':
      return [...foldersUpward(host.cwd, host.platform === 'win32' ? win32 : posix)];
    case 'install':
      return [];
    default:
      throw new Error(`<${name}> is no placeholder of the catalogue`);
  }
}
