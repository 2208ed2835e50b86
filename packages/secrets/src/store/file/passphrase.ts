import { AimError, fileError, isMissing, type Host } from '@aim/core';
import * as fs from 'node:fs';
import { resolve } from 'node:path';

/** The file that `AIM_PASSPHRASE_FILE` names, or undefined. */
export function passphraseFile(host: Pick<Host, 'env' | 'cwd'>): string | undefined {
  const named = host.env['AIM_PASSPHRASE_FILE'];
  return named ? resolve(host.cwd, named) : undefined;
}

/**
 * The passphrase of the file vault, without the newline that editors add. The file may be a link
 * and may have another owner, as mounted secrets do.
 *
 * @throws AimError `secret.locked` when there is no passphrase; `file.insecure` when others can
 *   read it; `file.permission`
 */
export function readPassphrase(host: Pick<Host, 'env' | 'cwd' | 'uid'>): string {
  const path = passphraseFile(host);
  if (path === undefined) {
    throw new AimError('secret.locked', 'AIM_PASSPHRASE_FILE names no file', {
      hint: 'aim secrets unlock, or name a file of mode 0600: export AIM_PASSPHRASE_FILE=FILE',
    });
  }
  const passphrase = read(path, host.uid).replace(/\r?\n$/, '');
  if (passphrase !== '') return passphrase;
  throw new AimError('secret.locked', `AIM_PASSPHRASE_FILE is empty: ${path}`, {
    details: { path },
  });
}

function read(path: string, uid: number | undefined): string {
  try {
    const mode = fs.statSync(path).mode;
    if (uid !== undefined && (mode & 0o044) !== 0) throw readableByOthers(path);
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw fileError('read', path, error);
    throw new AimError('secret.locked', `AIM_PASSPHRASE_FILE names no file: ${path}`, {
      details: { path },
    });
  }
}

function readableByOthers(path: string): AimError {
  return new AimError('file.insecure', `${path} is not used: other users can read it`, {
    hint: `chmod 600 '${path.replaceAll("'", String.raw`'\''`)}'`,
    details: { path },
  });
}
