#!/usr/bin/env node
'use strict';
// The entry of the bundle. Answers `--version` by itself; for everything else it loads the file of
// the command, with the code that V8 compiled when the bundle was built, if it was built by this very
// Node.
const argv = process.argv.slice(2);

if (argv.length === 1 && argv[0] === '--version') {
  require('node:fs').writeSync(1, 'aim AIM_VERSION\n');
} else {
  // Node would open a debugger to whoever sends this; this process comes to hold secrets.
  process.on('SIGUSR1', () => {});
  const { runProgram, isAllWritten } = partsOf(argv[0])('./AIM_PROGRAM');
  runProgram(argv, {
    version: 'AIM_VERSION',
    keychainHelper: `${__dirname}/keychain-helper.cjs`,
    clipboardHelper: `${__dirname}/clear-clipboard.mjs`,
  }).then((exitCode) => {
    process.exitCode = exitCode;
    // Everything has been waited for, and Node would take itself apart before it ends, which costs
    // ms. Not at once: an error of a stream is told in its next turn.
    setImmediate(() => isAllWritten() && process.exit());
  });
}

/** Answers the `require` of all parts, those of the command from its file. */
function partsOf(command) {
  const shared = AIM_SHARED;
  const files = {};
  const name = AIM_COMMANDS.includes(command) ? command : 'status';
  const part = load(name, (wanted) => {
    const file = shared[wanted];
    return file === undefined ? require(wanted) : (files[file] ??= load(file, part))(wanted);
  });
  // A part that is a file of its own finds these through the same door.
  require.cache[`${__dirname}/parts.js`] = { exports: part, loaded: true };
  return part;
}

function load(name, requireElse) {
  const { readFileSync } = require('node:fs');
  const { Script } = require('node:vm');
  const { version, platform, arch } = process;
  const filename = `${__dirname}/quick-${name}.js`;
  let cachedData;
  try {
    cachedData = readFileSync(`${__dirname}/quick-${name}-${version}-${platform}-${arch}.cache`);
  } catch {
    // Another Node than the one that built the bundle: it compiles for itself.
  }
  // All of it is ASCII: as such it is one copy.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  return script.runInThisContext()(requireElse);
}
