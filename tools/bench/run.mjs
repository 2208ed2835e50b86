// `npm run bench`: how long `aim` takes to start, beside a bare Node in the same run, and how much
// longer it reads from a vault that holds more. `npm run bench -- redact`: the masking of output.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { ensureInstalled, requireNode } from '../lib/install.mjs';
import { root } from '../lib/root.mjs';
import { fillVaults } from './fill-vault.mjs';
import { measure } from './measure.mjs';

requireNode();
await ensureInstalled(root);
await ensureBuilt(root);

if (process.argv[2] === 'redact') {
  const { benchRedaction } = await import('./redact.mjs');
  await benchRedaction();
  process.exit();
}

const aim = join(root, 'packages/cli/bundle/aim.js');
const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
const node = process.execPath;
const env = homeOf('home');
const small = homeOf('10 secrets');
const large = homeOf('1,000 secrets');

spawnSync(node, [aim, 'secrets', 'set', 'OPENAI_API_KEY', '--stdin'], {
  env,
  input: 'sk-bench-0123456789abcdef',
});
await fillVaults(root, [
  { env: small, count: 10 },
  { env: large, count: 1000 },
]);

console.log(`Node ${process.versions.node}, ${process.platform}; medians of paired rounds`);
report('the start of aim, beside a bare Node', [
  { name: 'node -e 0', argv: [node, '-e', '0'], env },
  { name: 'aim --version', argv: [node, aim, '--version'], env, goal: 1.25 },
  { name: 'aim status', argv: [node, aim, 'status'], env, goal: 2 },
  { name: 'aim run -- true', argv: [node, aim, 'run', '--', 'true'], env, goal: 1.5 },
  {
    name: 'aim run --secret (file vault) -- true',
    argv: [node, aim, 'run', '--secret', 'OPENAI_API_KEY', '--', 'true'],
    env,
  },
  { name: 'aim secrets list', argv: [node, aim, 'secrets', 'list'], env, goal: 1.5 },
]);
const get = [node, aim, 'secrets', 'get', 'KEY_7', '--show'];
report('aim secrets get --show, by the size of the file vault', [
  { name: '10 secrets', argv: get, env: small },
  { name: '1,000 secrets', argv: get, env: large, goal: 2 },
]);
rmSync(folder, { recursive: true });

/** A user of their own. NODE_EXTRA_CA_CERTS would make every start of Node 20 some 35 ms longer. */
function homeOf(name) {
  const home = join(folder, name);
  mkdirSync(home);
  return { PATH: process.env.PATH, HOME: home, AIM_HOME: join(home, 'aim') };
}

function report(title, commands) {
  console.log(`\n${title}`);
  for (const { name, goal, ms, ratio } of measure(commands)) {
    const figures = `${ms.toFixed(1).padStart(7)} ms${ratio.toFixed(2).padStart(7)}×`;
    const wish = goal === undefined ? '' : `  goal ${goal.toFixed(2)}`;
    console.log(`  ${name.padEnd(40)}${figures}${wish}`);
  }
}
