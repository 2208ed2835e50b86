// The parts that the quick commands need, joined into one file: Node takes most of a ms to find
// and load each file.
import { build } from 'esbuild';
import { withNodeWays } from './commonjs-parts.mjs';

/** What `aim run`, `aim status` and `aim secrets list` load, as entries of the sources. */
const hotEntries = [
  'packages/cli/src/program.ts',
  'packages/cli/src/commands/jobs/run.ts',
  'packages/cli/src/commands/machine/status.ts',
  'packages/cli/src/commands/secrets/list.ts',
  'packages/services/src/run.ts',
  'packages/services/src/status.ts',
  'packages/services/src/secrets.ts',
  'packages/registry/src/open-registry.ts',
  'packages/secrets/src/manager/secrets-manager.ts',
  'packages/secrets/src/store/keychain/keychain-store.ts',
  'packages/core/src/redact/redact-stream.ts',
];

/** @returns the file names of the hot parts, from esbuild's account of its outputs */
export function hotParts(outputs) {
  const names = Object.keys(outputs);
  const entries = hotEntries.map((entry) => {
    const name = names.find((candidate) => outputs[candidate].entryPoint === entry);
    if (name === undefined) throw new Error(`${entry} is no part of the bundle any more`);
    return name;
  });
  const hot = new Set();
  const add = (name) => {
    if (hot.has(name)) return;
    hot.add(name);
    for (const { path, kind, external } of outputs[name].imports) {
      if (kind === 'import-statement' && external !== true) add(path);
    }
  };
  entries.forEach(add);
  return hot;
}

/**
 * One script that exports the `require` of the parts. The modules of the hot ones share a scope: one
 * calls a function of another as its own, and not through the getter of an export. Each is run when
 * it is first asked for. The script is wrapped already, since putting a long string together costs
 * time at the start.
 *
 * @param parts - the text of every part by file name
 * @param hot - the file names of those to join
 */
export async function joinParts(parts, hot) {
  const doors = [...hot].map((name) => `"./${name}":()=>require("./${name}")`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports={${doors.join(',')}}` },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [partsFrom(parts, hot)],
  });
  const code = withNodeWays(outputFiles[0].text);
  return `(function(require,module){"use strict";const parts=(function(module){${code}
return module.exports})({}),loaded={};
module.exports=(name)=>loaded[name]??=parts[name]?.()??require(name)})
`;
}

/** The cold parts stay files of their own. */
function partsFrom(parts, hot) {
  return {
    name: 'parts',
    setup: (builder) => {
      builder.onResolve({ filter: /^\.\// }, ({ path }) => {
        const name = path.slice(2);
        return hot.has(name) ? { path: name, namespace: 'hot' } : { path, external: true };
      });
      builder.onLoad({ filter: /./, namespace: 'hot' }, ({ path }) => ({
        contents: parts.get(path),
      }));
    },
  };
}
