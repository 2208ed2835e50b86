import type { Stats } from 'node:fs';
import { basename, join } from 'node:path';
import picomatch from 'picomatch';
import { measureTree } from './measure.js';
import type { HeldPath, HeldRules } from './types.js';

/** Names that programs give to files with credentials. */
const credentialName =
  /^(?:token|stored_tokens|auth\.json|mcp-auth\.json|\.?credentials(?:\.(?:json|toml|ya?ml|db))?|oauth_creds\.json|secrets\.(?:json|toml|ya?ml)|keys\.json|\.netrc|_netrc|\.npmrc|\.pypirc|\.git-credentials|\.env|id_(?:rsa|dsa|ecdsa|ed25519)|.+\.(?:pem|p12|pfx|key))$/i;

/** True for a name that programs give to files with credentials. */
export function isCredentialName(name: string): boolean {
  return credentialName.test(name);
}

/**
 * Tells of each entry of a cache why it must not go; undefined for one that may. A credential is
 * known by its name: near the top always, deeper only where its owner alone may read it, since
 * packages come with the keys of their own tests. What is in `node_modules` came from a registry.
 */
export function heldPathFinder(
  top: string,
  { keep, repositoryDepth }: HeldRules,
): (path: string, stat: Stats) => HeldPath | undefined {
  // Some globs of the catalogue begin with the name of the place itself.
  const isKept = keep.length === 0 ? () => false : picomatch([...keep], { dot: true });
  return (path, stat) => {
    const why = reasonOf(path, stat);
    return why === undefined ? undefined : { path: join(top, path), why };
  };

  function reasonOf(path: string, stat: Stats): HeldPath['why'] | undefined {
    if (isKept(path) || isKept(`${basename(top)}/${path}`)) return 'kept';
    const names = path.split('/');
    const name = names.at(-1) as string;
    if (name === '.git' && names.length <= repositoryDepth) return 'repository';
    if (!stat.isFile() || !credentialName.test(name) || names.includes('node_modules'))
      return undefined;
    const isPrivate = process.platform !== 'win32' && (stat.mode & 0o077) === 0;
    return names.length <= 2 || isPrivate ? 'credential' : undefined;
  }
}

/** What lies in a cache now and must not go; what cannot be looked into counts as such, too. */
export async function heldPathsIn(top: string, rules: HeldRules): Promise<HeldPath[]> {
  const held: HeldPath[] = [];
  const find = heldPathFinder(top, rules);
  const { problems } = await measureTree(top, {
    counted: new Set(),
    look: (path, stat) => held.push(...[find(path, stat) ?? []].flat()),
  });
  return [...held, ...problems.map(({ path }): HeldPath => ({ path, why: 'unreadable' }))];
}
