import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { peers, peerProject } from './peers.mjs';
import { judge } from './redaction-corpus/encode.mjs';

const corpus = join(root, 'tools/bench/redaction-corpus');
const { value, cases } = JSON.parse(readFileSync(join(corpus, 'cases.json'), 'utf8'));
const variable = 'API_KEY';
/** How long before its end a pause has to have shown what was printed before it, in ms. */
const arrivesBeforeMs = 400;

/**
 * Runs every case through `aim run` and, from npm, dotenvx and varlock, with stdout in a pipe.
 *
 * @returns `{ tools, rows }`: names with versions; for each case its name and one verdict a tool
 */
export async function runCorpus(folder) {
  const tools = [aimRun(folder), ...otherTools(folder)];
  const rows = [];
  for (const testCase of cases) {
    const verdicts = [];
    for (const tool of tools) verdicts.push(await verdictOf(tool, testCase));
    rows.push([testCase.name, ...verdicts]);
  }
  return { tools: tools.map(({ name }) => name), rows };
}

async function verdictOf({ argv, env, cwd }, testCase) {
  const [program, ...args] = [...argv, process.execPath, join(corpus, 'print-case.mjs')];
  const child = spawn(program, [...args, testCase.name, variable], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push({ chunk, at: Date.now() }));
  await new Promise((resolve) => child.once('close', resolve));
  const output = Buffer.concat(chunks.map(({ chunk }) => chunk));
  const verdict = judge(testCase, value, output);
  if (verdict !== (testCase.expect ?? 'masked')) return verdict;
  return isInTime(testCase, chunks) ? `ok (${verdict})` : 'held back';
}

/** What is printed before the pause has to come well before what is printed after it. */
function isInTime({ arrives }, chunks) {
  if (arrives === undefined) return true;
  let length = 0;
  const last = chunks.at(-1).at;
  for (const { chunk, at } of chunks) {
    length += chunk.length;
    if (length >= arrives) return last - at > arrivesBeforeMs;
  }
  return false;
}

function aimRun(folder) {
  const aim = join(root, 'packages/cli/bundle/aim.js');
  const env = { PATH: process.env.PATH, HOME: folder, AIM_HOME: join(folder, 'aim') };
  spawnSync(process.execPath, [aim, 'secrets', 'set', variable, '--stdin'], { env, input: value });
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const argv = [process.execPath, aim, 'run', '--secret', variable, '--'];
  return { name: `aim ${version}`, argv, env, cwd: folder };
}

function otherTools(folder) {
  const cwd = peerProject(join(folder, 'project'), { [variable]: value });
  const env = { PATH: process.env.PATH, HOME: folder };
  const { dotenvx, varlock } = peers();
  return [
    { name: dotenvx.name, argv: [dotenvx.bin, 'run', '--redact', '--'], env, cwd },
    { name: varlock.name, argv: [varlock.bin, 'run', '--'], env, cwd },
  ];
}
