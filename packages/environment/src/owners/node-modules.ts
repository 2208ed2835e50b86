/** A package folder on the way to a file. */
export interface PackagePlace {
  /** The package's name as its folder gives it, with the scope. */
  name: string;
  root: string;
  /** The `node_modules` that holds it. */
  modules: string;
}

/**
 * The package folders that enclose a path, outermost first: of a package inside a package the
 * outer one is what was installed.
 */
export function packagePlaces(path: string): PackagePlace[] {
  const places: PackagePlace[] = [];
  for (const match of path.matchAll(/[\\/]node_modules(?=[\\/])/g)) {
    const modules = path.slice(0, match.index + match[0].length);
    const name = /^[\\/]((?:@[^\\/]+[\\/])?[^\\/.@][^\\/]*)[\\/]/.exec(path.slice(modules.length));
    if (name?.[1] === undefined) continue;
    const root = path.slice(0, modules.length + 1 + name[1].length);
    places.push({ name: name[1].replace('\\', '/'), root, modules });
  }
  return places;
}
