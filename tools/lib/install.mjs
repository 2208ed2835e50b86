// Brings node_modules to the state of package-lock.json. Uses nothing but Node and npm, because it
// runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock.mjs';

const minimumNode = [20, 19, 0];

/** Ends the process with a message when this Node is too old to go on. */
export function requireNode(version = process.versions.node) {
  const parts = version.split('.').map(Number);
  const isOlder = minimumNode.some(
    (minimum, i) =>
      parts[i] < minimum && minimumNode.slice(0, i).every((before, j) => parts[j] === before),
  );
  if (isOlder) {
    fail(
      `AIM needs Node ${minimumNode.join('.')} or newer; this is ${version} (${process.execPath}).`,
      'Install a newer Node from https://nodejs.org or with your version manager.',
    );
  }
}

/** Installs when the lockfile, Node's ABI or the platform changed since the last time. */
export async function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.aim-install-stamp');
  const wanted = installKey(root);
  if (readIfExists(stamp) === wanted) return;
  await withFolderLock(join(root, '.aim', 'install.lock'), () => {
    if (readIfExists(stamp) === wanted) return;
    install(root);
    writeFileSync(stamp, wanted);
  });
}

function installKey(root) {
  const { platform, arch, versions } = process;
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update([platform, arch, versions.modules].join())
    .digest('hex');
}

function install(root) {
  process.stderr.write('aim: installing dependencies (npm ci) …\n');
  // Nothing that AIM needs depends on install scripts, so none are run.
  const args = ['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'];
  const isWindows = process.platform === 'win32';
  const result = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    shell: isWindows,
    env: withoutNpmScriptContext(process.env),
  });
  if (result.status === 0) return;
  process.stderr.write(result.stderr ?? '');
  const text = `${result.stderr ?? ''}${result.error?.message ?? ''}`;
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(
    text,
  );
  fail(
    offline ? 'The npm registry cannot be reached.' : 'npm ci failed.',
    offline
      ? 'The first start downloads the dependencies: go online (or set a registry or proxy with npm config) and try again.'
      : `Try it by itself: cd ${root} && npm ci`,
  );
}

/** `npm start --json` must not reach the inner npm, which inherits npm_config_* variables. */
function withoutNpmScriptContext(env) {
  const keep =
    /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|cafile|ca|.*_authToken)$/i;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || keep.test(name)),
  );
}

function readIfExists(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function fail(message, hint) {
  process.stderr.write(`aim: ${message}\n     ${hint}\n`);
  process.exit(10);
}
