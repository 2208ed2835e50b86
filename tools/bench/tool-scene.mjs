import * as fs from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

const toolCount = 25;

/**
 * Makes 25 tools of the catalogue, each a package as npm leaves it.
 *
 * @param prefix - npm's
 * @param installs - mise's folder, where they lie once more, one version each
 * @param manifestOf - what else the package.json of a tool holds
 * @returns how many
 */
export function installTools({ prefix, installs, manifestOf }) {
  const tools = npmTools().slice(0, toolCount);
  for (const tool of tools) {
    const { binary, packageName } = tool;
    const assumed = { name: packageName, version: '1.0.0', bin: { [binary]: 'cli.js' } };
    const manifest = { ...assumed, ...manifestOf(tool) };
    const { version, bin, optionalDependencies: parts = {} } = manifest;
    const program = typeof bin === 'string' ? bin : bin[binary];
    const key = `npm-${packageName.replaceAll(/[@/]+/g, '-').replace(/^-/, '')}`;
    const homes = installs === undefined ? [] : [join(installs, key, version)];
    for (const home of [prefix, ...homes]) {
      place(home, { binary, packageName, program, manifest: JSON.stringify(manifest) });
      for (const part of Object.keys(parts)) {
        const folder = join(home, 'lib/node_modules', packageName, 'node_modules', part);
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(join(folder, 'package.json'), '{}');
      }
    }
  }
  return tools.length;
}

function place(prefix, { binary, packageName, program, manifest }) {
  const folder = join(prefix, 'lib/node_modules', packageName);
  fs.mkdirSync(join(folder, program, '..'), { recursive: true });
  fs.writeFileSync(join(folder, 'package.json'), manifest);
  fs.writeFileSync(join(folder, program), '#!/usr/bin/env node\n', { mode: 0o755 });
  fs.mkdirSync(join(prefix, 'bin'), { recursive: true });
  fs.symlinkSync(join('../lib/node_modules', packageName, program), join(prefix, 'bin', binary));
}

/** Those of the catalogue that npm has first; for the others a package of their own name. */
function npmTools() {
  const folder = join(root, 'packages/core/src/catalogue/tools');
  const tools = fs
    .readdirSync(folder)
    .map((name) => JSON.parse(fs.readFileSync(join(folder, name), 'utf8')));
  const rows = tools.map(({ id, binaries, install }) => {
    const packageName = install.find(({ via }) => via === 'npm')?.package;
    return {
      binary: binaries[0],
      packageName: packageName ?? id,
      isReal: packageName !== undefined,
    };
  });
  return rows.toSorted((a, b) => Number(b.isReal) - Number(a.isReal));
}
