// Bundles `aim` into packages/cli/bundle: an entry with the code of each command beside it, loaded
// when the command is run; the dashboard; the keychain's helper, the vault's agent and what clears
// the clipboard.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toCommonJs } from './commonjs-parts.mjs';
import { directImports } from './direct-imports.mjs';
import { hotParts, joinParts } from './hot-parts.mjs';

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
  await bundleDashboard(common, { cli, out, root });
  await bundleCommands(common, { cli, out });
  compileAhead(out);
  // Last: the entry's time says that the whole bundle is there.
  writeEntry(out, version);
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
  const hot = new Set([...hotParts(metafile.outputs)].map((path) => basename(path)));
  const parts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  for (const [name, text] of parts) {
    if (hot.has(name)) continue;
    const code = await toCommonJs(text);
    writeFileSync(join(out, name), `"use strict";${fromHot(code, hot)}`);
  }
  writeFileSync(join(out, 'hot.js'), await joinParts(parts, hot));
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
}

/** A cold part finds a hot one where it was joined to. */
function fromHot(code, hot) {
  return code.replace(/require\(("\.\/[\w-]+\.js")\)/g, (call, name) =>
    hot.has(JSON.parse(name).slice(2)) ? `require("./hot.js")(${name})` : call,
  );
}

/** Without it `aim` works, and takes longer to start. */
function compileAhead(out) {
  const script = fileURLToPath(new URL('code-cache.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, out, program], { stdio: 'ignore' });
  if (status !== 0) process.stderr.write('aim: the code cache could not be made\n');
}

function writeEntry(out, version) {
  const entry = readFileSync(new URL('entry.js', import.meta.url), 'utf8');
  const text = entry.replaceAll('AIM_VERSION', version).replace('AIM_PROGRAM', program);
  writeFileSync(join(out, 'aim.js'), text, { mode: 0o755 });
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
