import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { homeOf, report } from './report.mjs';
import { installTools } from './tool-scene.mjs';

/** Real CLIs whose `--version` runs without install scripts; about 1 GB. */
const runnable = {
  codex: '@openai/codex@0.169.0',
  copilot: '@github/copilot@1.0.102',
  gemini: '@google/gemini-cli@0.61.0',
  qwen: '@qwen-code/qwen-code@0.24.4',
  cn: '@continuedev/cli@1.5.47',
  auggie: '@augmentcode/auggie@0.36.0',
};
const mise = '@jdxcode/mise-linux-x64@2026.9.15';

/**
 * `aim status` with 25 tools beside a bare Node, beside `mise ls` on the same tools, and beside
 * asking six real CLIs for their version. The CLIs and mise are installed when they are not there.
 */
export async function benchStatus() {
  const cache = join(root, '.aim/bench/status');
  installOnce(cache, [...Object.values(runnable), mise]);
  const folder = fs.mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const node = process.execPath;
  const env = homeOf(folder, 'home');
  const prefix = join(folder, 'prefix');
  const manifestOf = ({ packageName }) => {
    const real = join(cache, 'lib/node_modules', packageName, 'package.json');
    return fs.existsSync(real) ? JSON.parse(fs.readFileSync(real, 'utf8')) : {};
  };
  const installs = join(env.HOME, miseInstalls);
  const installed = installTools({ prefix, installs, manifestOf });
  const path = `${join(prefix, 'bin')}:${env.PATH}`;
  const aim = [node, join(root, 'packages/cli/bundle/aim.js'), 'status'];
  const withTools = { ...env, PATH: path };
  checkCount([...aim, '--json'], withTools, installed);

  const miseBin = join(cache, 'lib/node_modules', '@jdxcode/mise-linux-x64/bin/mise');
  report(`aim status with ${installed} tools, beside a bare Node`, [
    { name: 'node -e 0', argv: [node, '-e', '0'], env },
    { name: 'aim status', argv: aim, env: withTools, goal: 2 },
    { name: 'mise ls', argv: [miseBin, 'ls', '--offline'], env: withTools, cwd: env.HOME },
  ]);
  const asked = Object.keys(runnable).map((name) => `${join(cache, 'bin', name)} --version`);
  report(
    'aim status, beside asking six real CLIs',
    [
      { name: 'aim status', argv: aim, env: withTools },
      {
        name: `--version of ${Object.keys(runnable).join(', ')}`,
        argv: ['sh', '-c', asked.map((line) => `${line} </dev/null || exit 1`).join('\n')],
        env,
        cwd: env.HOME,
      },
    ],
    5,
  );
  fs.rmSync(folder, { recursive: true });
}

const miseInstalls = '.local/share/mise/installs';

function checkCount([program, ...args], env, count) {
  const { stdout } = spawnSync(program, args, { env, encoding: 'utf8' });
  const owned = JSON.parse(stdout).data.tools.filter(({ channel }) => channel === 'npm').length;
  if (owned < count)
    throw new Error(`aim status tells the owner of ${owned} tools, not of ${count}`);
}

function installOnce(prefix, packages) {
  if (fs.existsSync(join(prefix, 'done'))) return;
  const args = ['install', '--global', '--prefix', prefix, '--ignore-scripts', '--no-audit'];
  const { status } = spawnSync('npm', [...args, '--no-fund', ...packages], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`npm could not install ${packages.join(', ')}`);
  fs.writeFileSync(join(prefix, 'done'), '');
}
