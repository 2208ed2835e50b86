import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The program of bun alone, since its package would fetch it by an install script. */
const bun = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

/**
 * The real pnpm and bun from the npm registry, in a folder below the workspace that is made once:
 * about 130 MB. Answers with the folder of their programs.
 */
export function nodeManagers(): string {
  const prefix = join(import.meta.dirname, '../../../../.aim/node-managers');
  const programs = join(prefix, 'bin');
  if (existsSync(join(programs, 'bun'))) return programs;
  const draft = `${prefix}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const args = ['install', '--global', '--prefix', draft, '--ignore-scripts', '--no-audit'];
  const { status, stderr } = spawnSync('npm', [...args, 'pnpm@10.34.9', `${bun}@1.4.5`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm could not install pnpm and bun:\n${stderr}`);
  symlinkSync(`../lib/node_modules/${bun}/bin/bun`, join(draft, 'bin/bun'));
  rmSync(prefix, { recursive: true, force: true });
  renameSync(draft, prefix);
  return programs;
}
