import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { homeOf, report } from './report.mjs';
import { makeLargeFiles, makeModels, makeSmallFiles } from './scan-corpora.mjs';

const aimFile = join(root, 'packages/cli/bundle/aim.js');

/** The trees; about 10 GB in all, kept for the next run. */
const corpora = {
  small: (folder) => makeSmallFiles(folder, 200_000),
  large: makeLargeFiles,
  models: makeModels,
  'small-10k': (folder) => makeSmallFiles(folder, 10_000),
  'small-100k': (folder) => makeSmallFiles(folder, 100_000),
};

/**
 * `aim scan duplicates` beside jdupes, rdfind and rmlint, which have to be installed. Every one gets
 * the same trees, from a warm cache; the groups have to be those of jdupes, which compares bytes.
 * `npm run bench -- scan NAME…` for some of the trees, `--rounds N` for other than five rounds.
 */
export function benchScan(words = process.argv.slice(3)) {
  const roundsAt = words.indexOf('--rounds');
  const rounds = roundsAt < 0 ? 5 : Number(words[roundsAt + 1]);
  const wanted = words.filter((word) => Object.hasOwn(corpora, word));
  const names = wanted.length > 0 ? wanted : Object.keys(corpora);
  const work = fs.mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const env = homeOf(work, 'home');
  console.log(`${cpus().length} cores`);
  for (const name of names) {
    const tree = corpusOf(name);
    const groups = checkGroups(tree, env);
    const aim = (...options) => [process.execPath, aimFile, 'scan', 'duplicates', tree, ...options];
    const bytes = ['--json', '--no-cache', '--read-all'];
    report(
      `${name}: ${groups} groups`,
      [
        { name: 'jdupes -r', argv: ['jdupes', '-rq', tree], env },
        { name: 'jdupes -rQ (compares no bytes)', argv: ['jdupes', '-rqQ', tree], env },
        { name: 'rdfind', argv: ['rdfind', '-dryrun', 'true', tree], env, cwd: work },
        // It moves a file of the name of its output aside, and for root that holds of /dev/null too.
        { name: 'rmlint', argv: ['rmlint', '-T', 'df', '-o', 'json:stdout', tree], env },
        { name: 'aim scan duplicates, bytes compared', argv: aim(...bytes), env, goal: 0.5 },
        { name: 'aim scan duplicates --no-cache', argv: aim('--json', '--no-cache'), env },
        { name: 'aim scan duplicates, again', argv: aim('--json'), env },
      ],
      rounds,
    );
    console.log(`  peak memory ${peakMegabytes(aim(...bytes), env)} MB`);
  }
  fs.rmSync(work, { recursive: true });
}

function corpusOf(name) {
  const folder = join(root, '.aim/bench/scan', name);
  const done = `${folder}.done`;
  if (!fs.existsSync(done)) {
    console.error(`Making ${folder} …`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    corpora[name](folder);
    fs.writeFileSync(done, '');
  }
  return folder;
}

/** @returns how many groups there are; an error when two programs do not find the same */
function checkGroups(tree, env) {
  const jdupes = run(['jdupes', '-rq', tree], env)
    .trim()
    .split('\n\n')
    .map((group) => group.split('\n').sort().join('\n'));
  for (const option of ['--read-all', '--no-cache']) {
    const argv = [process.execPath, aimFile, 'scan', 'duplicates', tree, '--json', option];
    const { data } = JSON.parse(run(argv, env));
    const own = data.groups.map(({ files }) => files.join('\n'));
    if (JSON.stringify(own.sort()) !== JSON.stringify(jdupes.sort())) {
      throw new Error(`aim found ${own.length} groups, jdupes ${jdupes.length}, or others`);
    }
  }
  return jdupes.length;
}

function run([program, ...args], env) {
  const { status, stdout } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** Peak of its resident memory, which the system tells a parent only. */
function peakMegabytes(argv, env) {
  const script = [
    'import resource, subprocess, sys',
    'subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)',
    'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)',
  ].join('\n');
  return Math.round(Number(run(['python3', '-c', script, ...argv], env)) / 1024);
}
