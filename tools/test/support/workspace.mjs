import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const lock = {
  name: 'tiny',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'tiny', version: '1.0.0', dependencies: { 'is-number': '7.0.0' } },
    'node_modules/is-number': {
      version: '7.0.0',
      resolved: 'https://registry.npmjs.org/is-number/-/is-number-7.0.0.tgz',
      integrity:
        'sha512-41Cifkg6e8TylSpdtTpeLVMqvSBEVzTttHvERD741+pnZ8ANv0004MRL43QKPDlK9cGvNp6NZWZUBlbGXYxxng==',
    },
  },
};

/** A workspace with one small dependency, and an `npm` that counts its calls. */
export function tinyWorkspace() {
  const root = mkdtempSync(join(tmpdir(), 'aim-bootstrap-'));
  write(root, 'package.json', JSON.stringify(lock.packages['']));
  write(root, 'package-lock.json', JSON.stringify(lock));
  write(root, '.npmrc', 'fetch-retries=0\n');
  write(
    root,
    'bin/npm',
    `#!/bin/sh\necho "$*" >> "${root}/npm.log"\nPATH="$REAL_PATH" exec npm "$@"\n`,
  );
  return { root, npmCalls: () => lines(join(root, 'npm.log')) };
}

/** Writes a file of a workspace; one in `bin/` can be executed. */
export function write(root, path, text) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: path.startsWith('bin/') ? 0o755 : 0o644 });
}

export function lines(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Runs a module's code in a Node of its own; `bin` of the workspace comes first on PATH. */
export function runNode(root, code, env = {}) {
  const path = process.env.PATH;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${join(root, 'bin')}${delimiter}${path}`,
      REAL_PATH: path,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (result.stdout += chunk));
  child.stderr.on('data', (chunk) => (result.stderr += chunk));
  const ended = new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, ...result })),
  );
  return Object.assign(ended, { said: (text) => saidBy(result, text) });
}

/** Waits until a process has written this to stderr. */
async function saidBy(result, text) {
  for (let tries = 0; tries < 1200; tries++) {
    if (result.stderr.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It never said ${text}: ${result.stderr}`);
}
