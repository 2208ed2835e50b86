import { aimPaths, loadDirectories, type Host } from '@aim/core';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import {
  applyClean,
  cleanFacts,
  copyFacts,
  planClean,
  planCopies,
  scanCaches,
  type CleanRun,
} from '../../src/index.js';
import { hostWith } from './host.js';
import { tree, type Entry } from './tree.js';

const owners = await loadDirectories();

/** Somebody whose home is `home`, beside which `other` must never be touched. */
export function someone(files: Record<string, Entry>, changes: Partial<Host> = {}) {
  const top = tree({ 'other/.cache/pip/precious': 'precious', 'other/file': 'file', ...files });
  const home = join(top, 'home');
  fs.mkdirSync(join(home, 'work'), { recursive: true });
  const host = hostWith([], { home, cwd: join(home, 'work'), ...changes });
  const paths = aimPaths(host);
  const run: CleanRun = {
    paths,
    now: new Date('2026-11-25T12:00:00Z'),
    mountPoints: () => [],
    runCommand: () => Promise.reject(new Error('no command is here')),
  };
  const plan = async (roots?: readonly string[]) => {
    const scan = await scanCaches(
      owners,
      host,
      roots && { paths: roots.map((each) => join(top, each)) },
    );
    return planClean(scan.caches, cleanFacts({ host, paths, within: roots ? scan.roots : null }));
  };
  const planOf = (...names: string[]) => {
    const facts = copyFacts(owners, { host, paths, within: null });
    const whole = names.map((name) => join(top, name));
    const sizeBytes = fs.lstatSync(whole[0] as string).size;
    return (choice?: { link: 'hard' }) =>
      planCopies([{ hash: 'x', sizeBytes, files: whole }], facts, choice);
  };
  const clean = async (more: Partial<CleanRun> = {}) =>
    applyClean({ caches: await plan() }, { ...run, ...more });
  return {
    top,
    home,
    host,
    paths,
    run,
    plan,
    planOf,
    clean,
    at: (path: string) => join(top, path),
  };
}

export const namesIn = (folder: string) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** Everything below a folder: what it is, its mode, its time and its content. */
export function snapshot(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs } = fs.lstatSync(path);
      const content = entry.isFile()
        ? createHash('sha256').update(fs.readFileSync(path)).digest('hex')
        : entry.isSymbolicLink()
          ? fs.readlinkSync(path)
          : '';
      return `${path} ${mode} ${entry.isFile() ? mtimeMs : ''} ${content}`;
    })
    .sort();
}
