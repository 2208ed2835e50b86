// A package's `index.ts` names all that the package offers. Whoever imports one name from it would
// get the modules of all into the same part of the bundle: so each import is led to the file that
// its name comes from.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A plugin of esbuild for the sources below `root/packages`. */
export function directImports(root) {
  const origins = new Map();
  const originsOf = (name) => {
    if (!origins.has(name))
      origins.set(name, readIndex(join(root, 'packages', name, 'src/index.ts'), originsOf));
    return origins.get(name);
  };
  return {
    name: 'direct-imports',
    setup: (builder) => {
      builder.onLoad({ filter: /packages[\\/]\w+[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => ({
        contents: lead(readFileSync(path, 'utf8'), originsOf),
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        resolveDir: dirname(path),
      }));
    },
  };
}

/**
 * @param originsOf - the same for another package, whose names this index hands on too
 * @returns the file of every name that an index hands on
 */
export function readIndex(path, originsOf) {
  const origins = new Map();
  const text = readFileSync(path, 'utf8');
  for (const [, names, name] of text.matchAll(/export \{([^}]*)\} from '@aim\/(\w+)';/g)) {
    for (const { name: wanted, alias } of namesIn(names)) {
      origins.set(alias, originsOf(name).get(wanted));
    }
  }
  for (const [, names, from] of text.matchAll(/export \{([^}]*)\} from '(\.[^']+)\.js';/g)) {
    const file = join(dirname(path), from);
    for (const { name, alias } of namesIn(names)) origins.set(alias, { name, file });
  }
  return origins;
}

/** Rewrites the imports of a source; one whose names are not all handed on stays as it is. */
function lead(source, originsOf) {
  return source
    .replace(/import \{([^}]*)\} from '@aim\/(\w+)';/g, (all, names, name) => {
      const found = find(namesIn(names), originsOf(name));
      return (
        found
          ?.map((each) => `import { ${each.name} as ${each.alias} } from ${each.file};`)
          .join(' ') ?? all
      );
    })
    .replace(/const \{ (\w+) \} = await import\('@aim\/(\w+)'\);/g, (all, wanted, name) => {
      const [found] = find([{ name: wanted, alias: wanted }], originsOf(name)) ?? [];
      if (found === undefined) return all;
      return `const { ${found.name}: ${wanted} } = await import(${found.file});`;
    });
}

function find(names, origins) {
  const found = names.map(({ name, alias }) => ({ origin: origins.get(name), alias }));
  if (found.some(({ origin }) => origin === undefined)) return undefined;
  return found.map(({ origin, alias }) => ({
    name: origin.name,
    alias,
    file: JSON.stringify(`${origin.file}.js`),
  }));
}

/** The values in a list of names; types are nothing to the bundle. */
function namesIn(list) {
  return list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('type '))
    .map((each) => each.split(' as '))
    .map(([name, alias = name]) => ({ name, alias }));
}
