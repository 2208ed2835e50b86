import { isAimError, stripControls } from '@aim/core';
import type { Aim } from '@aim/services';
import { confirm } from './ask.js';
import type { Terminal } from './terminal.js';

/** True for a command that stopped because a project's configuration waits for trust. */
export function waitsForTrust(error: unknown): boolean {
  return isAimError(error) && (error.code === 'config.untrusted' || error.hint === 'aim trust');
}

/**
 * Shows what the project's file asks for, asks whether it may, and grants exactly the content that
 * was shown.
 *
 * @returns whether it was granted
 * @throws AimError `config.untrusted` for a file that changed while it was asked about
 */
export async function askTrust(terminal: Terminal, aim: Aim): Promise<boolean> {
  const { files, granted, hash } = await aim.planTrust();
  const wishes = granted.map(({ path, reason }) => `  ${path}: ${reason}\n`).join('');
  const file = files.join(', ');
  terminal.stderr.write(stripControls(`${file}: not trusted. It asks for:\n${wishes}`));
  const answer = await confirm(terminal, stripControls(`Trust ${file}, as it is now?`));
  if (answer) await aim.trust(undefined, hash);
  return answer;
}
