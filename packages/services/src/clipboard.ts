import { AimError, copyForATime, findClipboard, type Host } from '@aim/core';
import { checkSecretName } from '@aim/secrets';
import { join } from 'node:path';
import type { AimContext } from './context.js';
import { ensureHumanRead } from './human-read.js';
import { readFor } from './secrets-read.js';

export interface CopyOptions {
  /** When the clipboard is cleared, in ms; 30 s unless told. */
  clearAfterMs?: number;
}

export interface CopiedSecret {
  name: string;
  /** The program that copied. */
  program: string;
  clearAfterMs: number;
  /** True when history managers were told to leave it out. */
  sensitive: boolean;
}

/**
 * Copies a secret to the clipboard for a person, and starts the process that clears it, if it still
 * holds the value then.
 *
 * @throws AimError `clipboard.unavailable`, and as `getSecret`
 */
export async function copySecret(
  context: AimContext,
  name: string,
  { clearAfterMs = 30_000 }: CopyOptions = {},
): Promise<CopiedSecret> {
  const { host, paths, clipboardHelper: helperFile } = context;
  checkSecretName(name);
  const asker = await ensureHumanRead(context, { keys: [name], done: 'copied' });
  const clipboard = await findClipboard(host);
  if (clipboard === undefined) throw noClipboard(host);
  const value = await readFor(context, name, { asker, to: 'clipboard' });
  const latestFile = join(paths.state, 'clipboard-latest');
  const { sensitive } = await copyForATime({
    ...{ host, clipboard, value },
    ...{ clearAfterMs, latestFile, helperFile },
  });
  return { name, program: clipboard.program, clearAfterMs, sensitive };
}

function noClipboard({ env, platform }: Host): AimError {
  const [why, hint] = reasons({ env, platform });
  return new AimError('clipboard.unavailable', `There is no clipboard to copy to: ${why}`, {
    ...(hint !== undefined && { hint }),
  });
}

function reasons({ env, platform }: Pick<Host, 'env' | 'platform'>): [string, string?] {
  if (platform === 'darwin') return ['pbcopy is not on PATH'];
  if (platform === 'win32') return ['powershell.exe is not on PATH'];
  if (env['WAYLAND_DISPLAY']) {
    return ['wl-copy and wl-paste are not on PATH', 'Install the package wl-clipboard'];
  }
  if (env['DISPLAY']) {
    return ['neither xclip nor xsel is on PATH', 'Install the package xclip or xsel'];
  }
  return [
    'neither WAYLAND_DISPLAY nor DISPLAY is set',
    'A desktop session has one, with the package wl-clipboard (Wayland), xclip or xsel (X11)',
  ];
}
