#!/usr/bin/env node
'use strict';
// The entry of the bundle. Answers `--version` by itself; for everything else it loads hot.js, with
// the code that V8 compiled when the bundle was built, if it was built by this very Node.
const argv = process.argv.slice(2);

if (argv.length === 1 && argv[0] === '--version') {
  require('node:fs').writeSync(1, 'aim AIM_VERSION\n');
} else {
  // Node would open a debugger to whoever sends this; this process comes to hold secrets.
  process.on('SIGUSR1', () => {});
  const { runProgram, isAllWritten } = loadHot()('./AIM_PROGRAM');
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

function loadHot() {
  const { readFileSync } = require('node:fs');
  const { Script } = require('node:vm');
  const filename = `${__dirname}/hot.js`;
  const { version, platform, arch } = process;
  let cachedData;
  try {
    cachedData = readFileSync(`${__dirname}/hot-${version}-${platform}-${arch}.cache`);
  } catch {
    // Another Node than the one that built the bundle: it compiles for itself.
  }
  // All of it is ASCII: as such it is one copy.
  const script = new Script(readFileSync(filename, 'latin1'), {
    filename,
    cachedData,
  });
  const module = { exports: {}, id: filename, filename, loaded: true, children: [] };
  script.runInThisContext()(require, module);
  // Cold parts find the hot ones through the same door.
  require.cache[filename] = module;
  return module.exports;
}
