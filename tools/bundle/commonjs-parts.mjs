// Turns the parts that esbuild split, which are modules, into CommonJS text.
import { transform } from 'esbuild';

/** @returns the part as CommonJS that loads slow builtins at their first use */
export async function toCommonJs(text) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    define: { 'import.meta.url': '__url' },
    banner: text.includes('import.meta.url')
      ? "const __url=require('node:url').pathToFileURL(__filename).href;"
      : '',
  });
  return withNodeWays(code);
}

/** @returns what esbuild made CommonJS, loading parts and builtins in the way that Node is quick at */
export function withNodeWays(code) {
  return withLazyBuiltins(withoutCopies(requireOwnParts(code))).trimEnd();
}

/** `import()` of an own part or a builtin would go through the slower loader of modules. */
function requireOwnParts(code) {
  return code.replace(
    /\bimport\(("(?:\.\/[\w-]+\.js|node:[\w/]+)")\)/g,
    'Promise.resolve().then(()=>require($1))',
  );
}

/**
 * A builtin is used as it is: copying its properties would load what they lazily stand for. Only a
 * default import needs the copy.
 */
function withoutCopies(code) {
  return code.replace(
    /\b(\w+)=__toESM\((require\("node:[\w/]+"\))(?:,1)?\)/g,
    (copied, name, plain) => (code.includes(`${name}.default`) ? copied : `${name}=${plain}`),
  );
}

const slowBuiltins = 'child_process|crypto|fs/promises|readline|stream|timers/promises|zlib';

/** These take ms to load, and most commands never come to use them: loaded at the first use. */
function withLazyBuiltins(code) {
  const names = [];
  const declared = new RegExp(`(import_\\w+)=(require\\("node:(?:${slowBuiltins})"\\))`, 'g');
  const lazy = code.replace(declared, (_, name, load) => {
    names.push(name);
    return `${name}=()=>${load}`;
  });
  return names.reduce(
    (text, name) =>
      text
        .replace(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new(${name}().$1)`)
        .replaceAll(`${name}.`, `${name}().`),
    lazy,
  );
}
