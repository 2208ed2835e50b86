// Bundles `aim` into packages/cli/bundle: an entry with the code of each command beside it, loaded
// when the command is run; the dashboard; the keychain's helper, the vault's agent, what clears the
// clipboard, and the thread that helps a scan.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toCommonJs } from './commonjs-parts.mjs';
import { directImports } from './direct-imports.mjs';
import { joinParts, quickParts } from './quick-parts.mjs';
import { configureSample, installSamples } from './sample-home.mjs';

/** Writes packages/cli/bundle anew. */
export async function bundle(root) {
  const cli = join(root, 'packages/cli');
  const out = join(cli, 'bundle');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));
  const common = commonOptions(root);
  await bundleKeychainHelper(root, out);
  for (const helper of ['core/helper/clear-clipboard.mjs', 'secrets/helper/vault-agent.mjs']) {
    copyFileSync(join(root, 'packages', helper), join(out, basename(helper)));
  }
  await bundleScanWorker(common, out);
  await bundleDashboard(common, { cli, out, root });
  const quick = await bundleCommands(common, { cli, out });
  const entry = writeEntry(out, { version, quick });
  compileAhead(entry);
  // Last: that it is there says that the whole bundle is.
  renameSync(entry, join(out, 'aim.js'));
}

const program = 'program.js';

function commonOptions(root) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['@aim/source'],
    // jsonc-parser's CommonJS form asks for its parts in a way that no bundler can follow.
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'warning',
    minifySyntax: true,
    minifyWhitespace: true,
  };
}

/** As CommonJS, which Node starts some 10 ms earlier: whoever uses the keychain waits for it. */
async function bundleKeychainHelper(root, out) {
  await build({
    entryPoints: [join(root, 'packages/secrets/helper/keychain-helper.mjs')],
    outfile: join(out, 'keychain-helper.cjs'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': '__filename' },
    logLevel: 'warning',
    minifySyntax: true,
    minifyWhitespace: true,
  });
}

/** A thread that helps `aim scan`; the scan looks for it beside the part that it is in. */
async function bundleScanWorker(common, out) {
  await build({
    ...common,
    entryPoints: ['packages/environment/src/scan/duplicates/scan-worker.ts'],
    outfile: join(out, 'scan-worker.js'),
    format: 'cjs',
  });
}

async function bundleDashboard(common, { cli, out, root }) {
  const empty = join(root, 'tools/lib/empty.mjs');
  await build({
    ...common,
    entryPoints: [join(cli, 'src/tui/run-dashboard.tsx')],
    outfile: join(out, 'dashboard.mjs'),
    format: 'esm',
    // Only Ink's developer tools need these.
    alias: { 'react-devtools-core': empty, ws: empty },
    // Ink's CommonJS dependencies ask for `require`, which a module does not have.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
}

/**
 * esbuild splits modules only, and Node loads a module slower than a CommonJS file: so the parts
 * are split as modules and each is then made CommonJS.
 */
async function bundleCommands(common, { cli, out }) {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { program: join(cli, 'src/program.ts') },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
    write: false,
    metafile: true,
    plugins: [dashboardApart, directImports(common.absWorkingDir)],
  });
  const quick = quickParts(metafile.outputs);
  const files = { ...quick.commands, ...quick.shared };
  const joined = new Set(Object.values(files).flat());
  const parts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  for (const [name, text] of parts) {
    const code = await toCommonJs(text);
    writeFileSync(join(out, name), `"use strict";${throughDoor(code, joined)}`);
  }
  for (const [name, own] of Object.entries(files)) {
    writeFileSync(join(out, `quick-${name}.js`), await joinParts(parts, own));
  }
  // The entry puts the door in its place.
  writeFileSync(join(out, 'parts.js'), 'module.exports = require;\n');
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
  return quick;
}

/** A part that may have been joined is asked for where the entry has the parts of its command. */
function throughDoor(code, joined) {
  return code.replace(/require\(("\.\/[\w-]+\.js")\)/g, (call, name) =>
    joined.has(JSON.parse(name).slice(2)) ? `require("./parts.js")(${name})` : call,
  );
}

function writeEntry(out, { version, quick }) {
  const shared = Object.entries(quick.shared).flatMap(([file, parts]) =>
    parts.map((part) => [`./${part}`, file]),
  );
  const text = readFileSync(new URL('entry.js', import.meta.url), 'utf8')
    .replaceAll('AIM_VERSION', version)
    .replace('AIM_PROGRAM', program)
    .replace('AIM_COMMANDS', JSON.stringify(Object.keys(quick.commands)))
    .replace('AIM_SHARED', JSON.stringify(Object.fromEntries(shared)));
  const path = join(out, 'entry.js');
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

/**
 * Runs each quick command once, so that V8 compiles what it uses. Without the caches `aim` works, and
 * takes longer to start.
 */
function compileAhead(entry) {
  const home = mkdtempSync(join(tmpdir(), 'aim-build-'));
  const env = { HOME: home, AIM_HOME: join(home, 'aim'), AIM_SECRETS_BACKEND: 'file' };
  env.PATH = `${installSamples(home)}${delimiter}${process.env.PATH}`;
  const succeeds = (args, input = '') =>
    spawnSync(process.execPath, args, { env, cwd: home, input }).status === 0;
  const script = fileURLToPath(new URL('code-cache.mjs', import.meta.url));
  const keeps = (files, ...command) => succeeds([script, entry, files, ...command]);
  const isMade =
    succeeds([entry, 'secrets', 'set', 'KEY', '--stdin'], 'no secret') &&
    keeps('run', 'run', '--secret', 'KEY', '-q', '--', process.execPath, '-e', '0') &&
    keeps('secrets', 'secrets', 'list') &&
    keeps('status', 'status');
  configureSample(env.AIM_HOME);
  if (!(isMade && keeps('health,config,yaml', 'health'))) {
    process.stderr.write('aim: the code cache could not be made\n');
  }
  rmSync(home, { recursive: true });
}

/** The dashboard is loaded from the file beside, so that nobody else pays for Ink. */
const dashboardApart = {
  name: 'dashboard-apart',
  setup: (builder) =>
    builder.onResolve({ filter: /tui\/run-dashboard\.js$/ }, () => ({
      path: './dashboard.mjs',
      external: true,
    })),
};
