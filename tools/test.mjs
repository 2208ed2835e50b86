// `npm test [-- PATTERN…]`: brings a fresh clone up, then checks format, lint, types and all tests.
// With arguments it runs only the tests, and hands the arguments to Jest.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { root } from './lib/root.mjs';

requireNode();
await ensureInstalled(root);
await ensureBuilt(root);

const jestArguments = process.argv.slice(2);
const node = (...args) => [process.execPath, args];
const checks = [
  ['format', node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  [
    'lint',
    node('node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'lint', '--output-style=static'),
  ],
  ['lint of the workspace', node('node_modules/eslint/bin/eslint.js', 'tools', '*.mjs')],
  ['types', node('node_modules/typescript/bin/tsc', '-b')],
];
const tests = [
  'tests',
  node(
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    '--outputFile=.aim/test-results.json',
    ...jestArguments,
  ),
];

for (const [name, [program, args]] of jestArguments.length > 0 ? [tests] : [...checks, tests]) {
  process.stderr.write(`\n── ${name}\n`);
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: testEnv() });
  if (status !== 0) {
    process.stderr.write(`\n✖ ${name} failed\n`);
    process.exit(status ?? 1);
  }
}

/** Tests see a plain environment: what a CI system or an outer npm sets must not reach `aim`. */
function testEnv() {
  const outside = /^(npm_|AIM_|CI$|CI_|CONTINUOUS_INTEGRATION$|FORCE_COLOR$|NO_COLOR$)/;
  const env = Object.entries(process.env).filter(([name]) => !outside.test(name));
  return { ...Object.fromEntries(env), NX_ISOLATE_PLUGINS: 'false' };
}
