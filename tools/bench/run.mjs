// `npm run bench`: how long `aim` takes to start, beside a bare Node in the same run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { ensureInstalled, requireNode } from '../lib/install.mjs';
import { root } from '../lib/root.mjs';
import { measure } from './measure.mjs';

requireNode();
await ensureInstalled(root);
await ensureBuilt(root);

const aim = join(root, 'packages/cli/bundle/aim.js');
const home = mkdtempSync(join(tmpdir(), 'aim-bench-'));
// NODE_EXTRA_CA_CERTS makes every start of Node 20 some 35 ms longer and would flatter the ratios.
const env = { PATH: process.env.PATH, HOME: home, AIM_HOME: join(home, 'aim') };
const node = process.execPath;

spawnSync(node, [aim, 'secrets', 'set', 'OPENAI_API_KEY', '--stdin'], {
  env,
  input: 'sk-bench-0123456789abcdef',
});

const rows = measure([
  { name: 'node -e 0', argv: [node, '-e', '0'], env },
  { name: 'aim --version', argv: [node, aim, '--version'], env, goal: 1.25 },
  { name: 'aim status', argv: [node, aim, 'status'], env, goal: 2.0 },
  { name: 'aim run -- true', argv: [node, aim, 'run', '--', 'true'], env, goal: 1.5 },
  {
    name: 'aim run --secret (file vault) -- true',
    argv: [node, aim, 'run', '--secret', 'OPENAI_API_KEY', '--', 'true'],
    env,
  },
  { name: 'aim secrets list', argv: [node, aim, 'secrets', 'list'], env },
]);

const goals = { 'aim --version': 1.25, 'aim status': 2, 'aim run -- true': 1.5 };
console.log(`Node ${process.versions.node}, ${process.platform}; medians of paired rounds\n`);
for (const { name, ms, ratio } of rows) {
  const goal = goals[name] === undefined ? '' : `  goal ${goals[name].toFixed(2)}`;
  console.log(
    `${name.padEnd(40)}${ms.toFixed(1).padStart(7)} ms${ratio.toFixed(2).padStart(7)}×${goal}`,
  );
}
