// A real package of the registry, in a folder of its own, with no script run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @returns the installed package (its package.json and its folder), or why there is none; remove
 *   `folder` when done
 */
export function installPackage(name, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const ran = npm(['install', '--ignore-scripts', ...quiet, name], folder);
  if (ran.status !== 0) return { problem: reason(ran) };
  const at = join(folder, 'node_modules', name);
  return { manifest: JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')), at };
}

/** @returns the names of a package's programs, as the registry tells them, or why it does not */
export function registryBin(name, folder) {
  const ran = npm(['view', name, 'bin', '--json'], folder);
  if (ran.status !== 0) return { problem: reason(ran) };
  return { names: Object.keys(ran.stdout.trim() === '' ? {} : JSON.parse(ran.stdout)) };
}

/**
 * The argv that starts a program of a package. A package whose own script would have put the real
 * program in its place has it in an optional package for the platform, which npm leaves out without
 * a word when the registry lacks it.
 *
 * @param native - that package and the program in it, with {os} and {arch}
 * @returns `argv`, or `missing`, the package that npm left out
 */
export function programOf({ manifest, at }, name, native) {
  if (native === undefined) return { argv: ownProgram({ manifest, at }, name) };
  const os = process.platform === 'win32' ? (native.windows ?? 'win32') : process.platform;
  const real = native.package.replaceAll('{os}', os).replaceAll('{arch}', process.arch);
  const folder = join(at, '../'.repeat(manifest.name.split('/').length), real);
  return existsSync(folder) ? { argv: [join(folder, native.program)] } : { missing: real };
}

function ownProgram({ manifest, at }, name) {
  const file = join(at, manifest.bin[name]);
  const isScript = /^#!.*\bnode\b/.test(readFileSync(file, 'latin1').slice(0, 100));
  return isScript || /\.[cm]?js$/.test(file) ? [process.execPath, file] : [file];
}

function npm(args, cwd) {
  const isWindows = process.platform === 'win32';
  return spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd,
    encoding: 'utf8',
    shell: isWindows,
    timeout: 10 * 60_000,
  });
}

function reason({ error, stderr }) {
  if (error !== undefined) return error.message;
  const lines = stderr.split('\n').filter((line) => /npm (error|ERR!)/.test(line));
  return (lines.find((line) => /\b(E\d{3}|E[A-Z]{4,})\b/.test(line)) ?? lines[0] ?? stderr).trim();
}
