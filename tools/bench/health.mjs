import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../lib/root.mjs';
import { homeOf, report } from './report.mjs';
import { installTools } from './tool-scene.mjs';

/** Settings of tools in each format that AIM reads, and a configuration with pins. */
const files = {
  '.claude/settings.json': '{"env":{"DISABLE_AUTOUPDATER":"1"}}',
  '.gemini/settings.json':
    '{"general":{"enableAutoUpdate":false},"mcpServers":{"own":{"command":"node"}}}',
  '.codex/config.toml': 'model = "gpt-5"\n[mcp_servers.own]\ncommand = "node"\n',
  '.continue/config.yaml': 'name: own\nmodels: []\n',
  'aim/config/aim_config.json': JSON.stringify({
    registry: { tools: { claude: {}, codex: {}, gemini: {} } },
    environment: {
      versionPins: {
        npm: { '@anthropic-ai/claude-code': '1.0.0', '@google/gemini-cli': '1.0.0' },
      },
    },
  }),
};
const keys = { ANTHROPIC_API_KEY: 'set', OPENAI_API_KEY: 'set', GEMINI_API_KEY: 'set' };

/** `aim health` offline with 25 tools beside a bare Node. */
export async function benchHealth() {
  const folder = fs.mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const node = process.execPath;
  const env = homeOf(folder, 'home');
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(env.HOME, path)), { recursive: true, mode: 0o700 });
    fs.writeFileSync(join(env.HOME, path), text, { mode: 0o600 });
  }
  const prefix = join(folder, 'prefix');
  const part = `${process.platform}-${process.arch}`;
  const count = installTools({
    prefix,
    manifestOf: ({ packageName }) => ({
      engines: { node: '>=18' },
      optionalDependencies: { [`${packageName}-${part}`]: '1.0.0' },
    }),
  });
  const withTools = { ...env, ...keys, PATH: `${join(prefix, 'bin')}:${env.PATH}` };
  const inFile = { ...withTools, AIM_SECRETS_BACKEND: 'file' };
  const aim = [node, join(root, 'packages/cli/bundle/aim.js'), 'health'];
  spawnSync(node, [aim[1], 'secrets', 'set', 'OWN_KEY', '--stdin'], { env: inFile, input: 'x' });
  checkScene([...aim, '--json'], inFile, count);
  report(`aim health with ${count} tools, beside a bare Node`, [
    { name: 'node -e 0', argv: [node, '-e', '0'], env },
    { name: 'aim status', argv: [...aim.slice(0, 2), 'status'], env: inFile, cwd: env.HOME },
    { name: 'aim health, keys in the file vault', argv: aim, env: inFile, cwd: env.HOME, goal: 3 },
  ]);
  fs.rmSync(folder, { recursive: true });
}

function checkScene([program, ...args], env, count) {
  const { data } = JSON.parse(
    spawnSync(program, args, { env, cwd: env.HOME, encoding: 'utf8' }).stdout,
  );
  const bad = data.checks.filter(({ status }) => ['warn', 'fail', 'unknown'].includes(status));
  if (data.healthyCount < count || bad.some(({ status }) => status !== 'warn')) {
    const words = bad.map(({ id, message }) => `${id}: ${message}`).join('\n');
    throw new Error(`${data.healthyCount} of ${count} tools are healthy\n${words}`);
  }
}
