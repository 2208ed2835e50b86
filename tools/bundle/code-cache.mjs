// Run as a process of its own, `code-cache.mjs ENTRY FILES COMMAND…`: runs the bundle's entry as that
// command and, when it ends, keeps what V8 has compiled of these of its files beside them.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';

const [entry, files, ...command] = process.argv.slice(2);
const { version, platform, arch } = process;
const scripts = new Map();
const { Script } = vm;
vm.Script = class extends Script {
  constructor(text, { filename }) {
    super(text, { filename });
    scripts.set(filename, this);
  }
};
process.argv = [process.execPath, entry, ...command];
process.on('exit', (exitCode) => {
  if (exitCode !== 0) return;
  for (const name of files.split(',')) {
    const path = join(dirname(entry), `quick-${name}`);
    const script = scripts.get(`${path}.js`);
    if (script === undefined) process.exit(70);
    writeFileSync(`${path}-${version}-${platform}-${arch}.cache`, script.createCachedData());
  }
});
createRequire(entry)(entry);
