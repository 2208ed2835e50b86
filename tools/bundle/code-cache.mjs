// Run as a process of its own: compiles hot.js of a bundle, runs the quick commands once, so that V8
// compiles what they use, and keeps the result beside it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';

const [out, program] = process.argv.slice(2);
const { version, platform, arch } = process;
const filename = join(out, 'hot.js');
const home = mkdtempSync(join(tmpdir(), 'aim-build-'));
process.env = { PATH: process.env.PATH, AIM_HOME: home, AIM_SECRETS_BACKEND: 'file' };

const facts = { version: 'none' };
const require = createRequire(filename);
// By another copy of the code, so that what storing needs is no part of the cache; under another
// name, since V8 knows the same code again.
await loadHot(compile(join(out, 'storing.js')))(`./${program}`).runProgram(
  ['secrets', 'set', 'KEY', 'no secret', '-q'],
  facts,
);

const script = compile(filename);
const { runProgram } = loadHot(script)(`./${program}`);
for (const command of [
  ['run', '--secret', 'KEY', '-q', '--', process.execPath, '-e', '0'],
  ['secrets', 'list'],
  ['status'],
]) {
  await runProgram(command, facts);
}
const cache = join(out, `hot-${version}-${platform}-${arch}.cache`);
writeFileSync(cache, script.createCachedData());
rmSync(home, { recursive: true, force: true });
process.exitCode = 0;

function compile(name) {
  return new Script(readFileSync(filename, 'latin1'), { filename: name });
}

function loadHot(script) {
  const module = { exports: {}, id: filename, filename, loaded: true, children: [] };
  script.runInThisContext()(require, module);
  require.cache[filename] = module;
  return module.exports;
}
