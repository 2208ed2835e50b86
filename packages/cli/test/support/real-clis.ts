import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const runnable = ['@google/gemini-cli@0.61.0', '@openai/codex@0.169.0'];

const published = {
  '@openai/codex': '0.169.0',
  '@factory/cli': '0.225.1',
  '@anthropic-ai/claude-code': '2.1.197',
  '@charmland/crush': '0.96.1',
  '@github/copilot': '1.0.102',
  '@google/jules': '0.1.42',
  '@sourcegraph/amp': '0.0.1790142911-g7618fb',
  'opencode-ai': '1.18.33',
};
const older = { '@openai/codex': '0.166.0', '@github/copilot': '1.0.92' };

/**
 * Installs real AI CLIs from the npm registry into a prefix below the workspace, once, and answers
 * with the prefix. About 500 MB.
 */
export function installRealClis(): string {
  return installOnce('real-clis', runnable, 'bin/codex');
}

/**
 * Installs eight real AI CLIs from the npm registry, and two of them again in an older version in a
 * prefix of its own, as npm does on a processor for which none of them has a program: about 25 MB,
 * with all that says what they are. They cannot run.
 */
export function installRealClisThatCannotRun(): { main: string; second: string } {
  const at = (versions: Record<string, string>) =>
    Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  return {
    main: installOnce('clis-main', ['--cpu=s390x', ...at(published)], 'bin'),
    second: installOnce('clis-second', ['--cpu=s390x', ...at(older)], 'bin'),
  };
}

function installOnce(name: string, packages: readonly string[], proof: string): string {
  const prefix = join(import.meta.dirname, '../../../../.aim', name);
  if (existsSync(join(prefix, proof))) return prefix;
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
