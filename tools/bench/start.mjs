import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { fillVaults } from './fill-vault.mjs';
import { homeOf, report } from './report.mjs';

/** How long `aim` takes to start, and how much longer it reads from a vault that holds more. */
export async function benchStart() {
  const aim = join(root, 'packages/cli/bundle/aim.js');
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const node = process.execPath;
  const env = homeOf(folder, 'home');
  const small = homeOf(folder, '10 secrets');
  const large = homeOf(folder, '1,000 secrets');

  spawnSync(node, [aim, 'secrets', 'set', 'OPENAI_API_KEY', '--stdin'], {
    env,
    input: 'sk-bench-0123456789abcdef',
  });
  await fillVaults([
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
}
