import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { peerProject, peers } from './peers.mjs';
import { homeOf, report } from './report.mjs';

const node = process.execPath;
const aim = join(root, 'packages/cli/bundle/aim.js');
const values = {
  OPENAI_API_KEY: 'sk-bench-openai-0123456789',
  ANTHROPIC_API_KEY: 'sk-bench-anthropic-0123456789',
  GEMINI_API_KEY: 'sk-bench-gemini-0123456789',
  GITHUB_TOKEN: 'sk-bench-github-0123456789',
};
const runFour = Object.keys(values).flatMap((name) => ['--secret', name]);

/** `aim run -- true` with four keys, from each store, beside the floor and programs like it. */
export async function benchInjection() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  const file = { ...homeOf(folder, 'file'), AIM_SECRETS_BACKEND: 'file' };
  store(file);
  const env = { PATH: process.env.PATH, HOME: file.HOME };
  const cwd = peerProject(join(folder, 'project'), values);
  const { dotenv, dotenvx, varlock } = peers();
  const spawnTrue = "require('node:child_process').spawn('true', { stdio: 'inherit' })";
  console.log(`Node ${process.versions.node}, ${process.platform}; medians of paired rounds`);
  report('a program that gets four keys', [
    { name: 'node -e 0', argv: [node, '-e', '0'], env },
    { name: 'a line of Node that starts true', argv: [node, '-e', spawnTrue], env },
    { name: 'Node alone: decrypts, masks, starts true', argv: [node, '-e', nodeAlone], env },
    { name: 'aim run (file vault)', argv: aimRun('true'), env: file, goal: 1.5 },
    { name: dotenv.name, argv: [dotenv.bin, '--', 'true'], env, cwd },
    { name: dotenvx.name, argv: [dotenvx.bin, 'run', '--quiet', '--', 'true'], env, cwd },
    { name: varlock.name, argv: [varlock.bin, 'run', '--', 'true'], env, cwd },
  ]);
  await withKeyring(homeOf(folder, 'keychain'), (keychain) => {
    store(keychain);
    report('the same from a gnome-keyring', [
      { name: 'node -e 0', argv: [node, '-e', '0'], env: keychain },
      { name: 'aim run (keychain)', argv: aimRun('true'), env: keychain, goal: 3 },
    ]);
  });
  console.log('\nresident memory while the program runs');
  console.log(`  node                ${(await residentMb([node, '-e', wait], env)).toFixed(0)} MB`);
  const ours = await residentMb(aimRun('sleep', '60'), file);
  console.log(`  aim run             ${ours.toFixed(0)} MB  goal 60`);
  rmSync(folder, { recursive: true });
}

/** What of `aim run` is Node's own work: the same modules of Node, and nothing of AIM. */
const nodeAlone = `
  const { createDecipheriv, hkdfSync } = require('node:crypto');
  const { Transform } = require('node:stream');
  const key = Buffer.from(hkdfSync('sha256', Buffer.alloc(32), Buffer.alloc(16), 'vault', 32));
  createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).update(Buffer.alloc(300));
  const { spawn } = require('node:child_process');
  const child = spawn('true', { stdio: ['inherit', 'pipe', 'pipe'] });
  for (const name of ['stdout', 'stderr']) {
    const same = new Transform({ transform: (chunk, _, next) => next(null, chunk) });
    child[name].pipe(same).pipe(process[name], { end: false });
  }
  child.on('close', () => process.exit());
`;

const wait = 'setTimeout(() => 0, 60000)';

function aimRun(...command) {
  return [node, aim, 'run', ...runFour, '--', ...command];
}

function store(env) {
  for (const [name, input] of Object.entries(values)) {
    const { status } = spawnSync(node, [aim, 'secrets', 'set', name, '--stdin'], { env, input });
    if (status !== 0) throw new Error(`aim secrets set ${name} ended with ${status}`);
  }
}

/** Runs what needs a keyring on a session bus of its own; says so where there is none. */
async function withKeyring(env, use) {
  const unlock =
    'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null && echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat';
  const session = spawn('dbus-run-session', ['--', 'bash', '-c', unlock], {
    env: { ...env, XDG_RUNTIME_DIR: env.HOME },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  session.once('error', () => undefined);
  const [line] = await Promise.race([once(session.stdout, 'data'), once(session, 'close')]);
  const address = String(line ?? '').trim();
  if (!address.startsWith('unix:')) {
    console.log('\nno gnome-keyring: install dbus and gnome-keyring');
    return;
  }
  use({ ...env, DBUS_SESSION_BUS_ADDRESS: address, AIM_SECRETS_BACKEND: 'keychain' });
  session.stdin.end();
  await once(session, 'close');
}

/** What Linux says of a process a second after its start. */
async function residentMb([program, ...args], env) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  child.kill();
  await once(child, 'close');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
