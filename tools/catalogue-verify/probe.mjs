// Runs a program that may do anything: in a home of its own, with nothing to read, and not for long.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const maxOutput = 1024 * 1024;

/**
 * @param argv - the program and its arguments
 * @param options.folder - where its home is made, and removed again
 * @param options.deadlineMs - when its whole process group is killed
 * @param options.env - what it gets beside PATH and its home
 * @returns exit code, null when it was killed or could not be started, and both outputs as one text
 */
export async function probe(argv, { folder, deadlineMs, env = {} }) {
  mkdirSync(folder, { recursive: true });
  const home = mkdtempSync(join(folder, 'home-'));
  try {
    return await run(argv, { cwd: home, deadlineMs, env: environment(home, env) });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function environment(home, env) {
  const { PATH, SystemRoot, ComSpec, PATHEXT } = process.env;
  const system = { PATH, SystemRoot, ComSpec, PATHEXT };
  const quiet = { NO_COLOR: '1', TERM: 'dumb', COLUMNS: '200' };
  return { ...system, ...quiet, HOME: home, USERPROFILE: home, APPDATA: home, ...env };
}

function run([file, ...args], { cwd, deadlineMs, env }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk) => {
      if (output.length < maxOutput) output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const timer = setTimeout(() => killGroup(child), deadlineMs);
    const settle = (exitCode, problem = '') => {
      clearTimeout(timer);
      // What it started and left behind, such as a daemon, ends with it.
      killGroup(child);
      resolve({ exitCode, output: output + problem });
    };
    child.on('error', (error) => settle(null, error.message));
    child.on('exit', (code) => setTimeout(settle, 100, code));
  });
}

function killGroup({ pid }) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already, or never was.
  }
}
