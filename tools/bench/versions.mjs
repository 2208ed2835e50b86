import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { homeOf, report } from './report.mjs';
import { installTools } from './tool-scene.mjs';

/**
 * `aim version check` of 25 locked tools, beside asking npm once for each package, as AIM+ did; and
 * how many questions the registry is asked by each command.
 */
export async function benchVersions() {
  const folder = fs.mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const env = homeOf(folder, 'home');
  const prefix = join(folder, 'prefix');
  installTools({ prefix, manifestOf: () => ({}) });
  const names = packagesIn(join(prefix, 'lib/node_modules'));
  const config = join(env.AIM_HOME, 'config/aim_config.json');
  fs.mkdirSync(join(config, '..'), { recursive: true });
  fs.writeFileSync(config, JSON.stringify({ environment: { npmGlobal: names } }));
  const asked = join(folder, 'asked');
  fs.writeFileSync(asked, '');
  const registry = spawn(process.execPath, [
    join(root, 'tools/bench/counting-registry.mjs'),
    asked,
  ]);
  const [address] = await once(registry.stdout, 'data');
  const all = {
    ...env,
    PATH: `${join(prefix, 'bin')}:${env.PATH}`,
    npm_config_prefix: prefix,
    npm_config_registry: String(address).trim(),
  };
  const aim = [process.execPath, join(root, 'packages/cli/bundle/aim.js')];
  const count = (...args) => questions({ argv: [...aim, ...args], env: all, asked });
  console.log(`\nQuestions to the registry, for ${names.length} tools`);
  for (const args of [
    ['lock'],
    ['lock'],
    ['version', 'check'],
    ['version', 'check', '--online'],
    ['version', 'check', '--online'],
  ]) {
    console.log(`  ${`aim ${args.join(' ')}`.padEnd(44)}${count(...args)}`);
  }
  const each = names.map((name) => `npm ls -g ${name} --json --depth=0 || exit 1`).join('\n');
  report(
    `aim version check with ${names.length} tools, beside one npm for each package`,
    [
      { name: 'aim version check', argv: [...aim, 'version', 'check'], env: all },
      { name: 'npm ls -g PACKAGE, once for each', argv: ['sh', '-c', each], env: all },
      {
        name: 'npm ls -g, once for all',
        argv: ['npm', 'ls', '-g', '--json', '--depth=0'],
        env: all,
      },
    ],
    3,
  );
  registry.kill();
  fs.rmSync(folder, { recursive: true });
}

function packagesIn(modules) {
  return fs
    .readdirSync(modules)
    .flatMap((name) =>
      name.startsWith('@')
        ? fs.readdirSync(join(modules, name)).map((own) => `${name}/${own}`)
        : [name],
    );
}

function questions({ argv: [program, ...args], env, asked }) {
  const before = fs.readFileSync(asked, 'utf8').length;
  const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const lines = fs.readFileSync(asked, 'utf8').slice(before).split('\n');
  return lines.filter((line) => line !== '').length;
}
