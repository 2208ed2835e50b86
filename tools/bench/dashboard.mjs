import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { busy, hello } from './dashboard-programs.mjs';
import { median } from './measure.mjs';
import { homeOf } from './report.mjs';
import { openTerminal } from './terminal.mjs';

const rounds = 11;
/** Long enough to tell 0.05 % of a core from nothing, where the system counts in steps of 10 ms. */
const quietMs = 20_000;

/**
 * The dashboard on a terminal of its own: the time to the first frame beside a program that draws one
 * line with Ink, what is written while nothing happens and for one event, and what many rows and
 * many events cost.
 */
export async function benchDashboard() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const [helloFile, busyFile] = [join(folder, 'hello.mjs'), join(folder, 'busy.mjs')];
  await Promise.all([bundle(hello, helloFile), bundle(busy, busyFile)]);
  const env = { ...homeOf(folder, 'home'), TERM: 'xterm-256color' };
  const aim = [process.execPath, join(root, 'packages/cli/bundle/aim.js')];

  console.log(`Node ${process.versions.node}, ${process.platform}`);
  await firstFrames({ aim, hello: [process.execPath, helloFile], env });
  await quiet({ aim, env });
  const many = openTerminal([process.execPath, '--expose-gc', busyFile], {
    env,
    columns: 120,
    rows: 40,
  });
  await many.ended;
  const { p50, p95, rssMb, clears } = JSON.parse(/\{"p50".*?\}/.exec(many.output())[0]);
  line('a frame of 10,000 rows at 120×40, p50', `${p50.toFixed(1)} ms`, '10');
  line('                                 , p95', `${p95.toFixed(1)} ms`);
  line('memory after 3,600 events', `${rssMb.toFixed(0)} MB`, '160');
  line('full clears after the first frame', String(clears), '0');
  rmSync(folder, { recursive: true });
}

async function firstFrames({ aim, hello: helloProgram, env }) {
  const times = { aim: [], hello: [] };
  for (let round = 0; round <= rounds; round++) {
    const one = await timeTo(helloProgram, 'hello world', env);
    const other = await timeTo(aim, '1 Tools', env);
    if (round === 0) continue;
    times.hello.push(one);
    times.aim.push(other);
  }
  const ratio = median(times.aim.map((ms, round) => ms / times.hello[round]));
  line('first line of a bundled Ink, median', `${median(times.hello).toFixed(0)} ms`);
  line('first frame of aim, median', `${median(times.aim).toFixed(0)} ms`, '300');
  line('                   , to that line', `${ratio.toFixed(2)}×`, '1.30');
}

async function timeTo(argv, text, env) {
  const begun = performance.now();
  const terminal = openTerminal(argv, { env });
  await terminal.shows(text);
  const ms = performance.now() - begun;
  terminal.kill();
  await terminal.ended;
  return ms;
}

/** What is written and computed in 5 s in which nothing happens, and for one event. */
async function quiet({ aim, env }) {
  const terminal = openTerminal(aim, { env });
  await terminal.shows('health: ');
  terminal.type('0');
  await terminal.shows('[0 Overview');
  await terminal.shows('all closed');
  await pause(1000);
  const cpu = terminal.cpuMs();
  terminal.takeOutput();
  await pause(quietMs);
  line(`written in ${quietMs / 1000} s of nothing`, `${terminal.takeOutput().length} B`, '0');
  line(
    'of a core, while nothing happens',
    `${(((terminal.cpuMs() - cpu) / quietMs) * 100).toFixed(2)} %`,
    '0.1',
  );
  const input = 'sk-bench-0123456789abcdef';
  spawnSync(aim[0], [...aim.slice(1), 'secrets', 'set', 'BENCH_KEY', '--stdin'], { env, input });
  await terminal.shows('secret stored: BENCH_KEY');
  await pause(500);
  const output = terminal.takeOutput();
  line('written for one event', `${Buffer.byteLength(output)} B`, '1024');
  line('full clears in it', String(output.split('\u001b[2J').length - 1), '0');
  terminal.kill();
  await terminal.ended;
}

async function bundle(contents, outfile) {
  const empty = join(root, 'tools/lib/empty.mjs');
  await build({
    stdin: { contents, resolveDir: join(root, 'packages/cli/src'), loader: 'tsx' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@aim/source'],
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'react-devtools-core': empty, ws: empty },
    minifySyntax: true,
    minifyWhitespace: true,
    jsx: 'automatic',
    external: ['execa'],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}

function line(name, figure, goal) {
  const wish = goal === undefined ? '' : `  goal ${goal}`;
  console.log(`  ${name.padEnd(44)}${figure.padStart(12)}${wish}`);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
