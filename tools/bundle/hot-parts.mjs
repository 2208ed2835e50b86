// The parts that the quick commands need, joined into one file: Node takes most of a ms to find
// and load each file.

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
 * One script that exports the `require` of the parts: each is a function in it, run when it is first
 * asked for. It is wrapped already, since putting a long string together costs time at the start.
 *
 * @param parts - text by file name
 */
export function joinParts(parts) {
  const table = Object.entries(parts).map(
    ([name, code]) => `${JSON.stringify(`./${name}`)}:function(module,exports,require){${code}\n}`,
  );
  return `(function(require,module){"use strict";const outer=require,loaded={},parts={${table.join(',\n')}};
function load(name){const part=parts[name];if(part===undefined)return outer(name);
let module=loaded[name];if(module===undefined){module=loaded[name]={exports:{}};part(module,module.exports,load)}
return module.exports}
module.exports=load})
`;
}
