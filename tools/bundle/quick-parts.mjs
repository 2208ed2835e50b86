// The parts that a quick command needs, joined into one file of that command: Node takes most of a
// ms to find and load each file, and V8 what it takes for every function of a script, used or not.
import { build } from 'esbuild';
import { basename } from 'node:path';
import { withNodeWays } from './commonjs-parts.mjs';

const entry = 'packages/cli/src/program.ts';
const vault = [
  'packages/services/src/secrets.ts',
  'packages/secrets/src/manager/secrets-manager.ts',
];
const tools = ['packages/registry/src/open-registry.ts'];
const keychain = 'packages/secrets/src/store/keychain/keychain-store.ts';

/** What each of these commands loads, as entries of the sources; any other begins as `status` does. */
const commands = {
  run: [
    entry,
    'packages/cli/src/commands/jobs/run.ts',
    'packages/services/src/run.ts',
    'packages/core/src/redact/redact-stream.ts',
    keychain,
    ...vault,
  ],
  secrets: [entry, 'packages/cli/src/commands/secrets/list.ts', keychain, ...vault],
  status: [
    entry,
    'packages/cli/src/commands/machine/status.ts',
    'packages/services/src/status.ts',
    ...tools,
    ...vault,
  ],
  health: [
    entry,
    'packages/cli/src/commands/machine/health.ts',
    'packages/services/src/health.ts',
    'packages/core/src/generated/manifests-data.ts',
    'packages/core/src/generated/provider-details-data.ts',
    'packages/core/src/generated/tool-details-data.ts',
    'packages/core/src/structured/json-branch.ts',
    'packages/core/src/structured/toml-branch.ts',
    ...tools,
    ...vault,
  ],
};

/** What several of them load when there is something to read. */
const shared = {
  config: ['packages/core/src/config/validate-config.ts'],
  yaml: ['packages/core/src/structured/yaml-branch.ts'],
};

/**
 * Which parts go into which file.
 *
 * @param outputs - esbuild's account of its outputs
 * @returns `commands` and `shared`: by the name of the file, the names of its parts. One of a shared
 *   file is in no other, so that there is one of it; those of the commands overlap, since a process
 *   loads one of these files.
 */
export function quickParts(outputs) {
  const filesOf = (groups, without) =>
    Object.fromEntries(
      Object.entries(groups).map(([name, entries]) => [
        name,
        [...partsOf(entries, outputs)].filter((part) => !without.has(part)),
      ]),
    );
  const own = filesOf(commands, new Set());
  const begun = new Set(['run', 'secrets', 'status'].flatMap((name) => own[name]));
  const apart = filesOf(shared, begun);
  const taken = new Set(Object.values(apart).flat());
  return { commands: filesOf(commands, taken), shared: apart };
}

function partsOf(entries, outputs) {
  const names = Object.keys(outputs);
  const parts = new Set();
  const add = (name) => {
    const part = basename(name);
    if (parts.has(part)) return;
    parts.add(part);
    for (const { path, kind, external } of outputs[name].imports) {
      if (kind === 'import-statement' && external !== true) add(path);
    }
  };
  for (const wanted of entries) {
    const name = names.find((candidate) => outputs[candidate].entryPoint === wanted);
    if (name === undefined) throw new Error(`${wanted} is no part of the bundle any more`);
    add(name);
  }
  return parts;
}

/**
 * One script: a function of the `require` for what is elsewhere, which answers that of the parts. The modules of these share a scope: one calls a function of another as its own, and not
 * through the getter of an export. Each is run when it is first asked for. The script is wrapped
 * already, since putting a long string together costs time at the start.
 *
 * @param parts - the text of every part by file name
 * @param joined - the file names of those to join
 */
export async function joinParts(parts, joined) {
  const doors = joined.map((name) => `"./${name}":()=>require("./${name}")`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports={${doors.join(',')}}` },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [partsFrom(parts, new Set(joined))],
  });
  const code = withNodeWays(outputFiles[0].text);
  return `(function(require){"use strict";const parts=(function(module){${code}
return module.exports})({}),loaded={};
return (name)=>loaded[name]??=parts[name]?.()??require(name)})
`;
}

/** The others stay files of their own. */
function partsFrom(parts, joined) {
  return {
    name: 'parts',
    setup: (builder) => {
      builder.onResolve({ filter: /^\.\// }, ({ path }) => {
        const name = path.slice(2);
        return joined.has(name) ? { path: name, namespace: 'joined' } : { path, external: true };
      });
      builder.onLoad({ filter: /./, namespace: 'joined' }, ({ path }) => ({
        contents: parts.get(path),
      }));
    },
  };
}
