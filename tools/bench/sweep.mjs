import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../lib/root.mjs';
import { bundleProgram } from './bundle-program.mjs';
import { secretlint } from './secretlint.mjs';

const program = `
  import { mkdirSync, writeFileSync } from 'node:fs';
  import { dirname, join } from 'node:path';
  import { catalogueKeys, decoys, plantKeys } from './packages/services/test/sweep/corpus.ts';
  import { numbersFrom } from './packages/secrets/test/support/valid-key.ts';
  import { drawOther } from './tools/bench/sweep-kinds.mjs';
  const next = numbersFrom(1);
  const draws = { catalogue: await catalogueKeys(), other: (index) => drawOther(index, next) };
  const [which, home] = process.argv.slice(2);
  const { files, planted } = plantKeys(draws[which]);
  files['project/decoys.env'] = decoys;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  console.log(JSON.stringify({ paths: Object.keys(files), planted }));`;

/** Prints which keys of two corpora are found by `aim secrets sweep` and by a published rule set. */
export async function benchSweep() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  try {
    const generator = join(folder, 'corpus.mjs');
    await bundleProgram(program, generator);
    const other = await secretlint();
    console.log(`Node ${process.versions.node}, ${process.platform}; ${other.name}`);
    for (const which of ['catalogue', 'other']) {
      const home = join(folder, which);
      const { paths, planted } = answerOf(process.execPath, [generator, which, home]);
      const files = paths.map((path) => join(home, path));
      const keys = planted.map((key) => ({ ...key, file: join(home, key.path) }));
      const found = {
        aim: sweep(home, join(home, 'project'), []),
        secretlint: await searchAll(other, files),
      };
      console.log(`\n${titles[which]}: ${keys.length} keys in ${paths.length - 1} files`);
      for (const [name, hits] of Object.entries(found)) console.log(`  ${score(name, keys, hits)}`);
      for (const line of byKind(keys, found)) console.log(`    ${line}`);
    }
    const tree = ownTree(join(folder, 'tree'));
    const counts = [
      sweep(folder, tree.folder, ['.']).length,
      (await searchAll(other, tree.files)).length,
    ];
    console.log(
      `\nThe files of this repository (${tree.files.length}), which hold made-up keys at most`,
    );
    console.log(`  aim ${counts[0]} hits, secretlint ${counts[1]} hits`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const titles = {
  catalogue: 'keys by the shapes of the catalogue of AIM',
  other: 'keys by the patterns of the other rule set',
};

function answerOf(file, args, options = {}) {
  const { stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What the built aim finds, as a user would run it. */
function sweep(home, cwd, paths) {
  const aim = join(root, 'packages/cli/bundle/aim.js');
  const env = { PATH: process.env.PATH, HOME: home, AIM_HOME: join(dirname(home), 'aim-home') };
  const args = [aim, 'secrets', 'sweep', ...paths, '--json'];
  return answerOf(process.execPath, args, { cwd, env }).data.findings;
}

async function searchAll({ search }, files) {
  const found = [];
  for (const file of files) found.push(...(await search(file)));
  return found;
}

function overlaps(key, hit) {
  return (
    key.file === hit.file &&
    key.offset < hit.offset + hit.length &&
    hit.offset < key.offset + key.length
  );
}

function score(name, keys, hits) {
  const found = keys.filter((key) => hits.some((hit) => overlaps(key, hit))).length;
  const wrong = hits.filter((hit) => !keys.some((key) => overlaps(key, hit))).length;
  return `${name.padEnd(12)} found ${found}, missed ${keys.length - found}, false hits ${wrong}`;
}

function byKind(keys, found) {
  const kinds = [...new Set(keys.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const own = keys.filter((key) => key.kind === kind);
    const counts = Object.entries(found).map(([name, hits]) => {
      const count = own.filter((key) => hits.some((hit) => overlaps(key, hit))).length;
      return `${name} ${count}`;
    });
    return `${kind.padEnd(24)} ${own.length} planted: ${counts.join(', ')}`;
  });
}

/** A copy of what git tracks here. */
function ownTree(folder) {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const paths = stdout.split('\0').filter((path) => path !== '' && isText(join(root, path)));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(root, path), join(folder, path));
  }
  return { folder, files: paths.map((path) => join(folder, path)) };
}

function isText(file) {
  return !readFileSync(file).subarray(0, 8192).includes(0);
}
