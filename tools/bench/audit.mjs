import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { program } from './audit-program.mjs';
import { bundleProgram } from './bundle-program.mjs';
import { homeOf, report } from './report.mjs';

const writers = 8;
const perWriter = 10_000;
const largeLog = 1_000_000;

/** Appending to the audit log, alone and by many; reading and verifying a large one. */
export async function benchAudit() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const file = join(folder, 'bench.mjs');
  await bundleProgram(program, file);
  const run = (...args) => answerOf([process.execPath, file, ...args]);
  console.log(`Node ${process.versions.node}, ${process.platform}`);
  await appending(folder, run);
  await reading(folder, run);
  rmSync(folder, { recursive: true });
}

async function appending(folder, run) {
  const [alone, many] = ['alone', 'many'].map((name) => join(folder, name));
  for (const home of [alone, many]) mkdirSync(home);
  const { p50, p99 } = await run('append', alone, 'one', String(perWriter));
  console.log(
    `\nappending, ${perWriter} records\n  alone: p50 ${ms(p50)}, p99 ${ms(p99)}  goal 1 ms`,
  );
  const begun = Date.now();
  const answers = await Promise.all(
    Array.from({ length: writers }, (_each, n) => run('append', many, `w${n}`, String(perWriter))),
  );
  const seconds = (Date.now() - begun) / 1000;
  const { chained, unchained, broken } = await run('verify', many);
  const told = answers.reduce((sum, { lost }) => sum + perWriter - lost, 0);
  console.log(`  ${writers} writers: ${Math.round(told / seconds)} records/s together  goal 1500`);
  console.log(
    `  ${told} acknowledged, ${told - chained} of them lost, ${unchained} torn, chain ${broken === null ? 'whole' : broken.message}`,
  );
}

async function reading(folder, run) {
  const env = homeOf(folder, 'large');
  await run('make', env.HOME, String(largeLog));
  const { bytes, seconds, rssMB, broken } = await run('verify', env.HOME);
  const logDir = join(env.AIM_HOME, 'data/audit');
  console.log(`\na log of ${largeLog} records, ${Math.round(bytes / 1e6)} MB`);
  console.log(
    `  verify: ${Math.round(bytes / 1e6 / seconds)} MB/s  goal 100; peak ${Math.round(rssMB)} MB of memory; ${broken === null ? 'whole' : broken.message}`,
  );
  const node = process.execPath;
  const aim = [node, join(root, 'packages/cli/bundle/aim.js'), 'audit', 'query'];
  report('the newest 100 records, beside a bare Node', [
    { name: 'node -e 0', argv: [node, '-e', '0'], env },
    { name: 'aim audit query --limit 100', argv: [...aim, '--limit', '100'], env, goal: 1.5 },
  ]);
  const files = readdirSync(logDir).map((name) => join(logDir, name));
  const filter = [...aim, '--tool', 'rare-tool', '--limit', '1000'];
  const select = 'select(.details.tool == "rare-tool")';
  report(
    '100 records of one tool, beside grep',
    [
      // With `-c`: into /dev/null it would stop at the first line that fits.
      { name: 'grep -c', argv: ['grep', '-c', '"rare-tool"', ...files], env },
      { name: 'aim audit query --tool', argv: filter, env, goal: 2.5 },
    ],
    9,
  );
  report(
    'the same, beside jq',
    [
      { name: 'jq', argv: ['jq', '-c', select, ...files], env },
      { name: 'aim audit query --tool', argv: filter, env, goal: 0.1 },
    ],
    2,
  );
}

function ms(value) {
  return `${value.toFixed(2)} ms`;
}

function answerOf([command, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${args} ended with ${code}`)),
    );
  });
}
