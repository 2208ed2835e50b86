import type { AssignmentSyntax } from '@aim/secrets/sweep';
import { basename } from 'node:path';
import type { SweepHit } from '../types.js';
import type { ByHandReason } from './by-hand.js';

/** What was typed and what was said: nothing there can be replaced. */
const histories: Readonly<Record<string, ByHandReason>> = {
  'shell-history': 'history',
  transcript: 'transcript',
  log: 'transcript',
  state: 'transcript',
  cache: 'transcript',
  'mcp-config': 'mcp-config',
};

/**
 * How the file of a hit sets variables, or why no reference can stand there. `aim run` resolves a
 * reference that is the whole value of a variable of the environment: so only what sets these can
 * take one.
 */
export function syntaxFor({
  file,
  kind,
  tool,
  link,
}: Pick<SweepHit, 'file' | 'kind' | 'tool' | 'link'>): AssignmentSyntax | ByHandReason {
  const name = basename(link ?? file);
  const other = histories[kind];
  if (other !== undefined) return other;
  if (tool !== undefined) return 'settings';
  if (kind === 'env-file') {
    if (name === '.dev.vars') return 'settings';
    return /^\.?(?:envrc|direnvrc)$/.test(name) ? 'sh' : 'dotenv';
  }
  if (kind !== 'shell-config') return 'settings';
  if (name.endsWith('.fish')) return 'fish';
  return posixShellFile.test(name) ? 'sh' : 'shell';
}

const posixShellFile =
  /^\.(?:bashrc|bash_\w+|profile|zshrc|zshenv|zprofile|zlogin|kshrc|xprofile|xsessionrc)$/;
