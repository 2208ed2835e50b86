import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const packages = ['@google/gemini-cli@0.61.0', '@openai/codex@0.169.0'];

/**
 * Installs real AI CLIs from the npm registry into a prefix below the workspace, once, and answers
 * with the prefix. About 500 MB.
 */
export function installRealClis(): string {
  const prefix = join(import.meta.dirname, '../../../../.aim/real-clis');
  if (existsSync(join(prefix, 'bin/codex'))) return prefix;
  const draft = `${prefix}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const args = [
    'install',
    '--global',
    '--prefix',
    draft,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  const { status, stderr } = spawnSync('npm', [...args, ...packages], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not install ${packages.join(', ')}:\n${stderr}`);
  rmSync(prefix, { recursive: true, force: true });
  renameSync(draft, prefix);
  return prefix;
}
